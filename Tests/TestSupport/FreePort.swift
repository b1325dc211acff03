import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Loopback ports on which nobody listens.
///
/// They are drawn below the range from which the kernel takes the ports of outgoing connections, so that a connection
/// of another test cannot sit on one before the program that is told to listen there does.
///
/// None is given twice in one process, so tests which run beside each other never meet on one.
package enum FreePort {
    private static let given = Mutex<Set<Int>>([])

    /// A port that was free a moment ago: for programs that must be told their port, and for a target that refuses.
    package static func next() throws -> Int {
        try next(1)[0]
    }

    /// Several different ones, held until all are known.
    package static func next(_ count: Int) throws -> [Int] {
        var sockets: [Int32] = []
        defer { for socket in sockets { close(socket) } }
        var ports: [Int] = []
        for _ in 0..<1_000 where ports.count < count {
            let port = Int.random(in: 12_000..<32_000)
            let socket = openSocket()
            if given.withLock({ $0.insert(port).inserted }), bind(socket, to: port) {
                sockets.append(socket)
                ports.append(port)
            } else {
                close(socket)
            }
        }
        guard ports.count == count else { throw TimedOut("no \(count) free ports") }
        return ports
    }

    private static func openSocket() -> Int32 {
        #if canImport(Glibc)
            socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            socket(AF_INET, SOCK_STREAM, 0)
        #endif
    }

    private static func bind(_ socket: Int32, to port: Int) -> Bool {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                posixBind(socket, generic, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}

private let posixBind = bind
