import Foundation
import Supervision
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(patient(1)))) struct `A courier` {
    @Test func `carries messages of any length in order`() async throws {
        let (one, two) = try Courier.pair()
        let messages = [[], [1], Array(repeating: 7, count: 1_000_000), [2, 3]] as [[UInt8]]
        async let sent: Void = blocking { for message in messages { try? one.send(message) } }
        for message in messages {
            let received = await blocking { try? two.receive() }
            #expect(received?.message == message)
        }
        await sent
    }

    @Test func `hands over a socket that goes on listening`() async throws {
        let (one, two) = try Courier.pair()
        let original = try ListeningSocket.bind(host: "127.0.0.1", port: 0)
        let port = original.port
        try one.send(Array("here".utf8), descriptors: [original.descriptor])
        original.close()
        // Nobody has taken it yet, and still it listens.
        let client = try await RawClient.connect(port: port)
        let (message, descriptors) = try #require(try two.receive())
        #expect(message == Array("here".utf8))
        let copy = try ListeningSocket(descriptor: try #require(descriptors.first))
        #expect(descriptors.count == 1 && copy.port == port)
        await client.close()
        copy.close()
        await #expect(throws: (any Error).self) { try await RawClient.connect(port: port) }
    }

    @Test func `says when the other side has hung up`() throws {
        let (one, two) = try Courier.pair()
        one.hangUp()
        #expect(try two.receive() == nil)
        #expect(throws: SystemError.self) { for _ in 0..<2 { try two.send(Array(repeating: 0, count: 1 << 20)) } }
    }

    @Test func `refuses what is no message`() async throws {
        let folder = try TemporaryFolder("c")
        let doorway = try Doorway.open(at: folder.path("s"))
        let courier = try Courier.connect(to: doorway.path)
        let peer = try #require(await blocking { doorway.accept() })
        // A length beyond all bounds, and one that is cut off.
        for bytes in [[0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 9, 1]] as [[UInt8]] {
            _ = bytes.withUnsafeBytes { write(peer.descriptor, $0.baseAddress, $0.count) }
            if bytes.count == 5 { peer.hangUp() }
            #expect(throws: SystemError.self) { try courier.receive() }
        }
        doorway.close()
    }
}

@Suite(.timeLimit(.minutes(patient(1)))) struct `A doorway` {
    @Test func `is for its owner alone, and replaces what a dead process left`() async throws {
        let folder = try TemporaryFolder("d")
        let path = folder.path("door")
        for _ in 0..<2 {
            // The second turn finds the file of the first.
            let doorway = try Doorway.open(at: path)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let caller = try Courier.connect(to: path)
            let host = try #require(await blocking { doorway.accept() })
            try caller.send([42])
            #expect(try host.receive()?.message == [42])
        }
    }

    @Test func `ends its waiting when it is closed`() async throws {
        let folder = try TemporaryFolder("d")
        let doorway = try Doorway.open(at: folder.path("door"))
        async let nobody = blocking { doorway.accept() == nil }
        doorway.close()
        #expect(await nobody)
        #expect(throws: SystemError.self) { try Courier.connect(to: folder.path("door")) }
    }

    @Test func `is refused a path that does not fit`() throws {
        let path = "/tmp/" + String(repeating: "x", count: 200)
        #expect(throws: SystemError.self) { try Doorway.open(at: path) }
    }
}
