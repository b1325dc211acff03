#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A Unix socket in the file system that only the owner of the process may connect to.
package final class Doorway: Sendable {
    package let path: String
    private let descriptor: Int32

    private init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit { posixClose(descriptor) }

    /// Puts the socket at `path`, in place of what a process that is gone has left there. The caller makes sure, by a
    /// lock of its own, that nobody else serves this path.
    package static func open(at path: String) throws(SystemError) -> Doorway {
        guard let address = UnixAddress(path) else { throw SystemError("bind", code: ENAMETOOLONG) }
        let descriptor = try check("socket", socket(AF_UNIX, streamType | closeOnExec, 0))
        let doorway = Doorway(path: path, descriptor: descriptor)
        unlink(path)
        try check("bind", address.withPointer { posixBind(descriptor, $0, $1) })
        // Nobody can connect before `listen`, so nobody finds it with wider permissions.
        try check("chmod", chmod(path, 0o600))
        try check("listen", listen(descriptor, 8))
        return doorway
    }

    /// The next one who knocks; nil once the doorway is closed. Blocks.
    package func accept() -> Courier? {
        while true {
            let peer = posixAccept(descriptor)
            if peer >= 0 {
                _ = fcntl(peer, F_SETFD, FD_CLOEXEC)
                return Courier(descriptor: peer)
            }
            if errno != EINTR && errno != ECONNABORTED { return nil }
        }
    }

    /// Takes the socket out of the file system and ends `accept`.
    package func close() {
        unlink(path)
        _ = shutdown(descriptor, Int32(SHUT_RDWR))
    }
}

private let posixAccept: @Sendable (Int32) -> Int32 = { accept($0, nil, nil) }
