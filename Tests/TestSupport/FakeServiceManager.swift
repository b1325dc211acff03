#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The service manager's end of `sd_notify`: a datagram socket at a path, or at `@name` in the abstract namespace.
package final class FakeServiceManager: Sendable {
    private let descriptor: Int32

    package init(_ name: String) throws {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let isAbstract = name.hasPrefix("@")
        withUnsafeMutableBytes(of: &address.sun_path) { path in
            path.copyBytes(from: name.utf8.prefix(path.count - 1))
            if isAbstract { path[0] = 0 }
        }
        let length = socklen_t(2 + name.utf8.count + (isAbstract ? 0 : 1))
        #if canImport(Glibc)
            descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        #else
            descriptor = socket(AF_UNIX, SOCK_DGRAM, 0)
        #endif
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { posixBind(descriptor, $0, length) }
        }
        guard bound == 0 else { throw TimedOut("the notify socket \(name) cannot be bound") }
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }

    deinit { close(descriptor) }

    /// The next message, if one has come.
    package func next() -> String? {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        return count >= 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
    }

    /// Waits for a message that contains `text`, and gives it; earlier ones are thrown away.
    package func message(_ text: String, within deadline: Duration = .seconds(30)) async throws -> String {
        try await value("a notification with \(text)", within: deadline) {
            while let message = next() { if message.contains(text) { return message } }
            return nil
        }
    }
}

private let posixBind = bind
