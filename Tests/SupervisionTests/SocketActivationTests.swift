import Foundation
import Supervision
import TestSupport
import Testing

/// Descriptors are placed high, where no other test has any; the protocol's 3 belongs to the test runner here.
@Suite(.serialized, .timeLimit(.minutes(1))) struct `Socket activation` {
    static let first: Int32 = 700

    /// Listening sockets at `first`, `first + 1`, ...
    private func place(_ count: Int32) throws {
        for offset in 0..<count {
            let socket = try ListeningSocket.bind(host: "127.0.0.1", port: 0)
            #expect(dup2(socket.descriptor, Self.first + offset) >= 0)
            socket.close()
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
        #expect(dup2(courier.descriptor, Self.first) >= 0)
        defer { remove(1) }
        #expect(throws: SocketActivation.Problem.self) { try activation("1") }
    }
}
