#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Listening sockets that a service manager passed in (systemd's `LISTEN_PID`, `LISTEN_FDS`, `LISTEN_FDNAMES`).
///
/// Strict: what is not exactly as the protocol says is an error, because a proxy that listens somewhere else than its
/// unit says would be noticed too late. See sd_listen_fds(3).
package struct SocketActivation: Sendable {
    package struct Problem: Error, Hashable, CustomStringConvertible {
        package let description: String
    }

    /// The first descriptor that is passed.
    package static let firstDescriptor: Int32 = 3
    /// The variables of the protocol; children must not inherit them.
    package static let variables = ["LISTEN_PID", "LISTEN_PIDFDID", "LISTEN_FDS", "LISTEN_FDNAMES"]

    /// Where clients connect.
    package let listen: ListeningSocket?
    /// The one named `admin`.
    package let admin: ListeningSocket?

    /// nil when the variables are not there, or are meant for another process.
    ///
    /// A socket named `admin` is the admin API's; the other one, whatever its name, is where clients connect.
    package init?(
        environment: [String: String], process: Int32 = getpid(), first: Int32 = firstDescriptor
    ) throws(Problem) {
        guard let pid = environment["LISTEN_PID"], let count = environment["LISTEN_FDS"] else { return nil }
        guard let pid = Self.number(pid), pid > 0 else { throw Problem(description: "LISTEN_PID is no process id") }
        guard pid == process else { return nil }
        guard let count = Self.number(count), (1...64).contains(count) else {
            throw Problem(description: "LISTEN_FDS is no number of sockets")
        }
        var names = [String](repeating: "unknown", count: Int(count))
        if let list = environment["LISTEN_FDNAMES"] {
            names = list.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            guard names.count == Int(count) else {
                throw Problem(description: "LISTEN_FDNAMES has \(names.count) names for \(count) sockets")
            }
        }
        var listen: ListeningSocket?
        var admin: ListeningSocket?
        for (offset, name) in names.enumerated() {
            guard let socket = try? ListeningSocket(descriptor: first + Int32(offset)) else {
                throw Problem(description: "descriptor \(first + Int32(offset)) (\(name)) is no listening socket")
            }
            if name == "admin" {
                guard admin == nil else { throw Problem(description: "two sockets are named admin") }
                admin = socket
            } else {
                guard listen == nil else {
                    throw Problem(description: "more than one socket for clients; name the admin API's socket admin")
                }
                listen = socket
            }
        }
        self.listen = listen
        self.admin = admin
    }

    /// Digits only: no sign, no space, no overflow.
    private static func number(_ text: String) -> Int32? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int32(text)
    }
}
