import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Finds the addresses of a name. May block, so it runs on a thread where nobody minds.
///
/// Returns IP addresses as text, or nil when nobody could say. A test puts its own in place of the system's.
package typealias NameLookup = @Sendable (_ name: String) -> [String]?

/// The system's own lookup: what `/etc/hosts`, search domains and the name servers of this machine say.
package enum SystemLookup {
    /// So many addresses of one name are used at most.
    static let limit = 64

    /// Every address of the name, of both families as far as this machine has them.
    @Sendable package static func addresses(of name: String) -> [String]? {
        var hints = addrinfo()
        #if canImport(Glibc)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        hints.ai_flags = AI_ADDRCONFIG
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, nil, &hints, &list) == 0 else { return nil }
        defer { freeaddrinfo(list) }
        var addresses: [String] = []
        var next = list
        while let entry = next?.pointee, addresses.count < limit {
            if let address = text(of: entry), !addresses.contains(address) { addresses.append(address) }
            next = entry.ai_next
        }
        return addresses
    }

    private static func text(of entry: addrinfo) -> String? {
        var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let status = getnameinfo(
            entry.ai_addr, entry.ai_addrlen, &host, socklen_t(host.count), nil, 0, NI_NUMERICHOST)
        guard status == 0 else { return nil }
        let text = String(decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        // An address with a zone is good on one link only, and no table could name it.
        return text.contains("%") ? nil : text
    }
}
