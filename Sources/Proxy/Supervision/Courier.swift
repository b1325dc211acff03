#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One end of a Unix stream socket that carries messages, and with a message open descriptors (SCM_RIGHTS).
///
///     4 bytes: length, most significant first | that many bytes
///
/// Descriptors travel with the first byte. Calls block, each up to `patience`; they are for a thread that may wait.
package final class Courier: Sendable {
    /// A message longer than this is no message.
    private static let longest = 16 << 20
    private static let mostDescriptors = 16

    package let descriptor: Int32

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit { posixClose(descriptor) }

    /// Connects to the socket at `path`.
    package static func connect(to path: String) throws(SystemError) -> Courier {
        guard let address = UnixAddress(path) else { throw SystemError("connect", code: ENAMETOOLONG) }
        let descriptor = try check("socket", socket(AF_UNIX, streamType | closeOnExec, 0))
        let courier = Courier(descriptor: descriptor)
        try check("connect", address.withPointer { posixConnect(descriptor, $0, $1) })
        return courier
    }

    /// Two ends of one connection, for tests and for children.
    package static func pair() throws(SystemError) -> (Courier, Courier) {
        var ends: [Int32] = [-1, -1]
        try check("socketpair", socketpair(AF_UNIX, streamType | closeOnExec, 0, &ends))
        return (Courier(descriptor: ends[0]), Courier(descriptor: ends[1]))
    }

    /// How long a call may block; whole seconds.
    package func setPatience(seconds: Int) {
        var time = timeval(tv_sec: seconds, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        _ = setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, size)
        _ = setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, size)
    }

    /// Makes calls that block on either side end, and all later ones fail.
    package func hangUp() {
        _ = shutdown(descriptor, Int32(SHUT_RDWR))
    }

    package func send(_ message: [UInt8], descriptors: [Int32] = []) throws(SystemError) {
        precondition(message.count <= Self.longest && descriptors.count <= Self.mostDescriptors)
        let count = UInt32(message.count)
        var bytes = (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * $0)) } + message
        var rights = descriptors
        while !bytes.isEmpty {
            let sent = Self.send(&bytes, rights, over: descriptor)
            if sent > 0 {
                bytes.removeFirst(sent)
                rights = []
            } else if errno != EINTR {
                throw SystemError("sendmsg")
            }
        }
    }

    /// The next message with the descriptors that came with it; nil when the other side has hung up.
    package func receive() throws(SystemError) -> (message: [UInt8], descriptors: [Int32])? {
        var descriptors: [Int32] = []
        do throws(SystemError) {
            guard let head = try take(4, &descriptors) else { return nil }
            let count = head.reduce(0) { $0 << 8 | Int($1) }
            guard count <= Self.longest else { throw SystemError("recvmsg", code: EMSGSIZE) }
            guard let message = try take(count, &descriptors) else { throw SystemError("recvmsg", code: ECONNRESET) }
            return (message, descriptors)
        } catch {
            descriptors.forEach(posixClose)
            throw error
        }
    }

    /// `count` bytes; nil when the stream ends before the first of them.
    private func take(_ count: Int, _ descriptors: inout [Int32]) throws(SystemError) -> [UInt8]? {
        var bytes: [UInt8] = []
        while bytes.count < count {
            var part = [UInt8](repeating: 0, count: count - bytes.count)
            let received = Self.receive(&part, &descriptors, over: descriptor)
            if received > 0 {
                bytes += part[..<received]
            } else if received == 0 {
                guard bytes.isEmpty else { throw SystemError("recvmsg", code: ECONNRESET) }
                return nil
            } else if errno != EINTR {
                throw SystemError("recvmsg")
            }
        }
        return bytes
    }
}

// The control message by hand, because its macros are not imported: a header, padded, then the descriptors, padded.
extension Courier {
    #if os(Linux)
        private static let alignment = MemoryLayout<Int>.size
    #else
        private static let alignment = MemoryLayout<UInt32>.size
    #endif
    private static let headerSize = aligned(MemoryLayout<cmsghdr>.size)

    private static func aligned(_ size: Int) -> Int { (size + alignment - 1) / alignment * alignment }

    private static func send(_ bytes: inout [UInt8], _ rights: [Int32], over descriptor: Int32) -> Int {
        let payload = rights.count * MemoryLayout<Int32>.size
        var control = [Int](repeating: 0, count: (headerSize + aligned(payload)) / MemoryLayout<Int>.size + 1)
        var header = cmsghdr()
        header.cmsg_len = .init(headerSize + payload)
        header.cmsg_level = SOL_SOCKET
        header.cmsg_type = rightsType
        return bytes.withUnsafeMutableBytes { data in
            control.withUnsafeMutableBytes { control in
                control.storeBytes(of: header, as: cmsghdr.self)
                for (index, right) in rights.enumerated() {
                    control.storeBytes(of: right, toByteOffset: headerSize + index * 4, as: Int32.self)
                }
                var vector = iovec(iov_base: data.baseAddress, iov_len: data.count)
                return withUnsafeMutablePointer(to: &vector) { vector in
                    var message = msghdr()
                    message.msg_iov = vector
                    message.msg_iovlen = 1
                    if !rights.isEmpty {
                        message.msg_control = control.baseAddress
                        message.msg_controllen = .init(headerSize + aligned(payload))
                    }
                    return sendmsg(descriptor, &message, quietly)
                }
            }
        }
    }

    private static func receive(_ bytes: inout [UInt8], _ rights: inout [Int32], over descriptor: Int32) -> Int {
        let room = headerSize + aligned(mostDescriptors * 4)
        var control = [Int](repeating: 0, count: room / MemoryLayout<Int>.size + 1)
        var found: [Int32] = []
        let received = bytes.withUnsafeMutableBytes { data in
            control.withUnsafeMutableBytes { control in
                var vector = iovec(iov_base: data.baseAddress, iov_len: data.count)
                return withUnsafeMutablePointer(to: &vector) { vector in
                    var message = msghdr()
                    message.msg_iov = vector
                    message.msg_iovlen = 1
                    message.msg_control = control.baseAddress
                    message.msg_controllen = .init(room)
                    let received = recvmsg(descriptor, &message, closingOnExec)
                    guard received > 0, Int(message.msg_controllen) >= headerSize else { return received }
                    let header = control.load(as: cmsghdr.self)
                    guard header.cmsg_level == SOL_SOCKET, header.cmsg_type == rightsType else { return received }
                    let payload = min(Int(header.cmsg_len), Int(message.msg_controllen)) - headerSize
                    for index in 0..<max(0, payload / 4) {
                        found.append(control.load(fromByteOffset: headerSize + index * 4, as: Int32.self))
                    }
                    return received
                }
            }
        }
        rights += found
        return received
    }

    #if os(Linux)
        private static let rightsType = Int32(SCM_RIGHTS)
        private static let quietly = Int32(MSG_NOSIGNAL)
        private static let closingOnExec = Int32(MSG_CMSG_CLOEXEC)
    #else
        private static let rightsType = SCM_RIGHTS
        private static let quietly: Int32 = 0
        private static let closingOnExec: Int32 = 0
    #endif
}

private let posixConnect: @Sendable (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32 = { connect($0, $1, $2) }
