import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One question to one name server, over a socket of its own whose port nobody can guess, and its answer.
enum DNSExchange {
    enum Transport {
        case datagrams
        /// Each message after its length, for answers that fit into no datagram (RFC 1035 section 4.2.2).
        case stream
    }

    /// More than any server sends in a datagram to somebody who announces nothing (RFC 1035 section 4.2.1 says 512).
    private static let datagramLimit = 4_096

    /// nil where no answer came in time.
    static func answer(
        of server: SocketAddress, to question: DNSQuestion, within time: Duration, over transport: Transport
    ) -> DNSAnswer? {
        let deadline = ContinuousClock.now + time
        guard let socket = connect(to: server, within: time, over: transport) else { return nil }
        defer { close(socket) }
        let message = question.message
        let length = transport == .stream ? [UInt8(message.count >> 8), UInt8(truncatingIfNeeded: message.count)] : []
        guard sendAll(length + message, to: socket) else { return nil }
        while ContinuousClock.now < deadline {
            guard let reply = transport == .stream ? nextOfStream(socket, deadline) : receive(socket, datagramLimit)
            else { return nil }
            // Whatever else comes was meant for somebody else, or by somebody else.
            if let answer = DNSAnswer(reply, to: question) { return answer }
        }
        return nil
    }

    /// Whether the kernel knows a way to an address; nothing is sent.
    static func hasRoute(to address: SocketAddress) -> Bool {
        guard let socket = connect(to: address, within: .seconds(1), over: .datagrams) else { return false }
        close(socket)
        return true
    }

    // MARK: - Sockets

    /// A connected socket, whose every step takes so long at most. A connected one for datagrams hears of its peer alone.
    private static func connect(to peer: SocketAddress, within time: Duration, over transport: Transport) -> CInt? {
        let family = peer.protocol == .inet6 ? AF_INET6 : AF_INET
        #if canImport(Glibc)
            let kind = CInt((transport == .stream ? SOCK_STREAM : SOCK_DGRAM).rawValue)
        #else
            let kind = transport == .stream ? SOCK_STREAM : SOCK_DGRAM
        #endif
        let socket = socket(family, kind, 0)
        guard socket >= 0 else { return nil }
        _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
        let (seconds, attoseconds) = time.components
        var limit = timeval()
        limit.tv_sec = numericCast(seconds)
        limit.tv_usec = numericCast(attoseconds / 1_000_000_000_000)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(socket, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        guard peer.withSockAddr({ systemConnect(socket, $0, socklen_t($1)) }) == 0 else {
            close(socket)
            return nil
        }
        return socket
    }

    private static func sendAll(_ bytes: [UInt8], to socket: CInt) -> Bool {
        // A stream that has just been opened takes so little at once.
        send(socket, bytes, bytes.count, CInt(MSG_NOSIGNAL)) == bytes.count
    }

    private static func receive(_ socket: CInt, _ limit: Int) -> [UInt8]? {
        let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            count = max(recv(socket, buffer.baseAddress, buffer.count, 0), 0)
        }
        return bytes.isEmpty ? nil : bytes
    }

    /// The next message of a stream; nil where it does not come in time.
    private static func nextOfStream(_ socket: CInt, _ deadline: ContinuousClock.Instant) -> [UInt8]? {
        var bytes: [UInt8] = []
        var wanted = 2
        while bytes.count < wanted {
            guard ContinuousClock.now < deadline, let more = receive(socket, wanted - bytes.count) else { return nil }
            bytes += more
            if wanted == 2, bytes.count == 2 { wanted += Int(bytes[0]) << 8 | Int(bytes[1]) }
        }
        return Array(bytes.dropFirst(2))
    }
}

/// `connect` of the system, by a name that a member of the same name does not hide.
private func systemConnect(_ socket: CInt, _ address: UnsafePointer<sockaddr>, _ size: socklen_t) -> CInt {
    connect(socket, address, size)
}
