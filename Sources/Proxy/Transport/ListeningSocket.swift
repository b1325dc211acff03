import Glibc
import NIOCore

/// Makes sockets that listen.
package enum ListeningSocket {
    /// Binds the first address of `host` that can be had, and listens. Port 0 takes any free one.
    package static func bind(host: String, port: Int, backlog: CInt) throws -> CInt {
        let address = try SocketAddress.makeAddressResolvingHost(host, port: port)
        let descriptor = socket(address.family, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw IOError(errnoCode: errno, reason: "socket") }
        var yes: CInt = 1
        _ = setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<CInt>.size))
        let isBound = address.withSockAddr { Glibc.bind(descriptor, $0, socklen_t($1)) == 0 }
        guard isBound, listen(descriptor, backlog) == 0 else {
            let code = errno
            _ = close(descriptor)
            throw IOError(errnoCode: code, reason: "bind to \(address)")
        }
        return descriptor
    }

    /// The port that a socket is bound to; 0 for one without.
    package static func port(of descriptor: CInt) -> Int {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let status = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        return status == 0 ? SocketAddress(storage)?.port ?? 0 : 0
    }
}

extension SocketAddress {
    /// The family for `socket(2)`.
    var family: CInt {
        switch self {
        case .v4: AF_INET
        case .v6: AF_INET6
        case .unixDomainSocket: AF_UNIX
        }
    }
}
