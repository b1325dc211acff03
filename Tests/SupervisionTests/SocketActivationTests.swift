import Foundation
import Supervision
import TestSupport
import Testing

/// Descriptors are placed as high as the process may have them, and never over one that is there: tests of other targets
/// run beside these. The protocol's 3 belongs to the test runner here.
@Suite(.serialized, .timeLimit(.minutes(patient(1)))) struct `Socket activation` {
    static let first: Int32 = {
        var limits = rlimit()
        #if canImport(Glibc)
            getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits)
        #else
            getrlimit(RLIMIT_NOFILE, &limits)
        #endif
        return Int32(min(limits.rlim_cur, 20_000)) - 16
    }()

    /// Listening sockets at `first`, `first + 1`, ...
    private func place(_ count: Int32) throws {
        for offset in 0..<count {
            let socket = try ListeningSocket.bind(host: "127.0.0.1", port: 0)
            let place = fcntl(socket.descriptor, F_DUPFD, Self.first + offset)
            socket.close()
            try #require(place == Self.first + offset)
        }
    }

    private func remove(_ count: Int32) {
        for offset in 0..<count { close(Self.first + offset) }
    }

    private func activation(_ count: String, names: String? = nil, pid: String = "7") throws -> SocketActivation? {
        var environment = ["LISTEN_PID": pid, "LISTEN_FDS": count]
        environment["LISTEN_FDNAMES"] = names
        return try SocketActivation(environment: environment, process: 7, first: Self.first)
    }

    @Test func `takes one socket for clients and one for the admin API`() throws {
        try place(2)
        defer { remove(2) }
        let one = try #require(try activation("1"))
        #expect(one.listen?.descriptor == Self.first && one.admin == nil)
        let named = try #require(try activation("2", names: "admin:web"))
        #expect(named.admin?.descriptor == Self.first && named.listen?.descriptor == Self.first + 1)
        #expect(fcntl(Self.first, F_GETFD) & FD_CLOEXEC != 0)
    }

    @Test func `is none of ours without the variables, or with the id of another process`() throws {
        #expect(try SocketActivation(environment: [:]) == nil)
        #expect(try SocketActivation(environment: ["LISTEN_FDS": "1"]) == nil)
        #expect(try activation("1", pid: "8") == nil)
    }

    @Test(
        arguments: [
            ("0", nil), ("-1", nil), ("+1", nil), (" 1", nil), ("x", nil), ("", nil), ("99999999999", nil),
            ("1", "a:b"), ("2", "a"), ("2", "admin:admin"), ("2", "a:b"), ("2", nil), ("3", "a:admin:b"),
        ] as [(String, String?)])
    func `is refused when it is not exactly as it should be`(count: String, names: String?) throws {
        try place(2)
        defer { remove(2) }
        #expect(throws: SocketActivation.Problem.self) { try activation(count, names: names) }
    }

    @Test(arguments: ["", "0", "-7", "x", "7 "])
    func `is refused a process id that is none`(pid: String) {
        #expect(throws: SocketActivation.Problem.self) { try activation("1", pid: pid) }
    }

    @Test func `is refused what does not listen`() throws {
        let (courier, _) = try Courier.pair()
        try #require(fcntl(courier.descriptor, F_DUPFD, Self.first) == Self.first)
        defer { remove(1) }
        #expect(throws: SocketActivation.Problem.self) { try activation("1") }
    }
}
