import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Channel {
    /// Makes a close that follows a reset: with `SO_LINGER` of zero seconds the kernel sends RST in place of FIN.
    func resetWhenClosed() {
        guard let provider = self as? any SocketOptionProvider else { return }
        _ = provider.setSoLinger(linger(l_onoff: 1, l_linger: 0))
    }
}
