#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Loopback ports on which nobody listens.
package enum FreePort {
    /// A port that was free a moment ago: for programs that must be told their port, and for a target that refuses.
    ///
    /// The kernel hands out such ports in a shuffled order, so two callers do not get the same one in practice.
    package static func next() throws -> Int {
        let socket = try openSocket()
        defer { close(socket) }
        return try bind(socket)
    }

    /// Several different ones, held open together until all are known.
    package static func next(_ count: Int) throws -> [Int] {
        var sockets: [Int32] = []
        defer { for socket in sockets { close(socket) } }
        return try (0..<count).map { _ in
            let socket = try openSocket()
            sockets.append(socket)
            return try bind(socket)
        }
    }

    private static func openSocket() throws -> Int32 {
        #if canImport(Glibc)
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        guard descriptor >= 0 else { throw TimedOut("no socket: errno \(errno)") }
        return descriptor
    }

    private static func bind(_ socket: Int32) throws -> Int {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let outcome = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                guard posixBind(socket, generic, length) == 0 else { return errno }
                return getsockname(socket, generic, &length) == 0 ? 0 : errno
            }
        }
        guard outcome == 0 else { throw TimedOut("no free port: errno \(outcome)") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}

private let posixBind = bind
