import Glibc
import NIOCore

/// The system calls on one stream socket that does not block.
struct StreamSocket {
    /// What a call came to.
    enum Outcome {
        case bytes(Int)
        /// The kernel has nothing, or takes nothing, now.
        case wouldBlock
        /// With this error, which the kernel tells once.
        case failed(CInt)
    }

    let descriptor: CInt

    /// Takes over a descriptor; small writes leave at once.
    init(_ descriptor: CInt) {
        self.descriptor = descriptor
        // Refused for Unix sockets, which have nothing to delay.
        set(CInt(IPPROTO_TCP), TCP_NODELAY, CInt(1))
    }

    /// Reads as much as there is and fits; zero bytes are the end.
    func receive(_ memory: UnsafeMutableRawBufferPointer) -> Outcome {
        outcome { recv(descriptor, memory.baseAddress, memory.count, 0) }
    }

    func send(_ bytes: UnsafeRawBufferPointer) -> Outcome {
        outcome { Glibc.send(descriptor, bytes.baseAddress, bytes.count, CInt(MSG_NOSIGNAL)) }
    }

    func send(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) -> Outcome {
        guard second.count > 0 else { return send(first) }
        return withUnsafeTemporaryAllocation(of: iovec.self, capacity: 2) { parts in
            parts[0] = iovec(iov_base: UnsafeMutableRawPointer(mutating: first.baseAddress), iov_len: first.count)
            parts[1] = iovec(iov_base: UnsafeMutableRawPointer(mutating: second.baseAddress), iov_len: second.count)
            var message = msghdr()
            message.msg_iov = parts.baseAddress
            message.msg_iovlen = 2
            return outcome { sendmsg(descriptor, &message, CInt(MSG_NOSIGNAL)) }
        }
    }

    /// Whether there is something to read, an end or an error included; asks the kernel and takes nothing.
    var hasNews: Bool {
        var octet: UInt8 = 0
        return recv(descriptor, &octet, 1, CInt(MSG_PEEK) | CInt(MSG_DONTWAIT)) >= 0 || errno != EAGAIN
    }

    /// The error that the kernel holds, 0 for none; it is taken by asking.
    func takeError() -> CInt {
        var code: CInt = 0
        var size = socklen_t(MemoryLayout<CInt>.size)
        return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size) == 0 ? code : errno
    }

    /// Whether both ends are this one: TCP makes such a connection where a port that nobody listens on is, by chance, the
    /// one that the kernel chose for the connection to it.
    var isConnectedToItself: Bool {
        guard let own = address(of: getsockname), own.port != nil else { return false }
        return own == address(of: getpeername)
    }

    /// Makes a close that follows a reset.
    func resetWhenClosed() {
        set(SOL_SOCKET, SO_LINGER, linger(l_onoff: 1, l_linger: 0))
    }

    func shutOutput() {
        _ = shutdown(descriptor, CInt(SHUT_WR))
    }

    func close() {
        _ = Glibc.close(descriptor)
    }

    private func address(
        of ask: (CInt, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> CInt
    ) -> SocketAddress? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let status = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { ask(descriptor, $0, &length) }
        }
        return status == 0 ? SocketAddress(storage) : nil
    }

    private func set<Value: BitwiseCopyable>(_ level: CInt, _ name: CInt, _ value: Value) {
        var value = value
        _ = setsockopt(descriptor, level, name, &value, socklen_t(MemoryLayout<Value>.size))
    }

    @inline(__always)
    private func outcome(_ call: () -> Int) -> Outcome {
        while true {
            let count = call()
            if count >= 0 { return .bytes(count) }
            switch errno {
            case EINTR: continue
            case EAGAIN: return .wouldBlock
            case let code: return .failed(code)
            }
        }
    }
}
