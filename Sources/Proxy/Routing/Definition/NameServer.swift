/// A name server that is asked in place of the machine's name service.
package struct NameServer: Hashable, Sendable, CustomStringConvertible {
    /// An IP address, an IPv6 one without its brackets.
    package let host: String
    package let port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
