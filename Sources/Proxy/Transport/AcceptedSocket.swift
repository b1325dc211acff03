import CEpoll
import Glibc
package import NIOCore

/// A connection that was accepted and that no loop has taken over yet.
package struct AcceptedSocket: Sendable {
    package let descriptor: CInt
    /// The other side; nil where the system did not say.
    package let address: SocketAddress?

    /// Accepts one; throws what the system says, `EAGAIN` where none waits.
    static func next(of listener: CInt) throws(IOError) -> AcceptedSocket {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let flags = CInt(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { cepoll_accept(listener, $0, &length, flags) }
        }
        guard descriptor >= 0 else { throw IOError(errnoCode: errno, reason: "accept4") }
        return AcceptedSocket(descriptor: descriptor, address: SocketAddress(storage))
    }
}

extension SocketAddress {
    /// The address that the kernel wrote; nil for a family that is not known here.
    init?(_ storage: sockaddr_storage) {
        var storage = storage
        let address: SocketAddress? = withUnsafePointer(to: &storage) { pointer in
            switch CInt(pointer.pointee.ss_family) {
            case AF_INET:
                pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { SocketAddress($0.pointee) }
            case AF_INET6:
                pointer.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { SocketAddress($0.pointee) }
            case AF_UNIX:
                pointer.withMemoryRebound(to: sockaddr_un.self, capacity: 1) { SocketAddress($0.pointee) }
            default: nil
            }
        }
        guard let address else { return nil }
        self = address
    }
}
