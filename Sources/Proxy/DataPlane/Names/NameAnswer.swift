package import Routing

/// What a lookup has found.
package struct NameAnswer: Sendable, Equatable {
    /// IP addresses as text, each once.
    package var addresses: [String]
    /// How long they hold; nil where nobody says.
    package var timeToLive: Duration?

    package init(_ addresses: [String], timeToLive: Duration? = nil) {
        self.addresses = addresses
        self.timeToLive = timeToLive
    }
}

/// Finds the addresses of a name. May block, so it runs on a thread where nobody minds.
///
/// `servers` are those of the table, asked in place of the machine's name service; none: what the machine says. Returns
/// nil when nobody could say. A test puts its own in place of the usual one.
package typealias NameLookup = @Sendable (_ name: String, _ servers: [NameServer]) -> NameAnswer?

/// The usual lookup.
///
///     the table names servers ---------> what they answer
///     else /etc/hosts has the name ----> what it says, for nobody knows how long
///     else a server of resolv.conf ----> what it answers, for as long as it says
///     else ----------------------------> what the system finds elsewhere
package enum NameService {
    /// So many addresses of one name are used at most.
    static let limit = 64

    @Sendable package static func addresses(of name: String, servers: [NameServer]) -> NameAnswer? {
        if !servers.isEmpty { return DNSClient(ResolverFile(servers: servers)).addresses(of: name) }
        if HostsFile.text.map({ HostsFile.names(name, in: $0) }) != true, let resolver = ResolverFile.current,
            let answer = DNSClient(resolver).addresses(of: name)
        {
            return answer
        }
        return SystemLookup.addresses(of: name).map { NameAnswer($0) }
    }
}
