import Supervision
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(patient(1)))) struct `A listening socket` {
    @Test(arguments: ["127.0.0.1", "localhost"])
    func `finds a free port and tells it`(host: String) throws {
        let socket = try ListeningSocket.bind(host: host, port: 0)
        defer { socket.close() }
        #expect(socket.port > 0)
    }

    @Test func `is refused an address that is taken`() throws {
        let socket = try ListeningSocket.bind(host: "127.0.0.1", port: 0)
        defer { socket.close() }
        #expect(throws: SystemError.self) { try ListeningSocket.bind(host: "127.0.0.1", port: socket.port) }
    }

    @Test(arguments: ["203.0.113.7", "no such host"])
    func `is refused an address that is not ours`(host: String) {
        #expect(throws: SystemError.self) { try ListeningSocket.bind(host: host, port: 0) }
    }

    @Test func `is told from other descriptors`() throws {
        let (one, _) = try Courier.pair()
        #expect(throws: SystemError.self) { try ListeningSocket(descriptor: one.descriptor) }
        #expect(throws: SystemError.self) { try ListeningSocket(descriptor: 1_000_000) }
    }
}
