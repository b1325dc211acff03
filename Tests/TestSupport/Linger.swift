#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import NIOCore

/// Closing with a reset: with `SO_LINGER` of zero seconds the kernel sends RST in place of FIN.
enum Linger {
    static func reset(_ channel: any Channel) -> EventLoopFuture<Void> {
        guard let provider = channel as? any SocketOptionProvider else { return channel.close() }
        return provider.setSoLinger(linger(l_onoff: 1, l_linger: 0)).flatMap { channel.close() }
    }
}
