import DataPlane
import TestSupport
import Testing

/// nginx and HAProxy as targets: what they answer arrives as if nobody stood between.
@Suite(.timeLimit(.minutes(patient(2))))
struct PeerTargetTests {
    private struct Ask: Sendable, CustomTestStringConvertible {
        let peer: Peer
        let method: String
        let path: String
        let fields: [(String, String)]
        let status: Int

        init(_ peer: Peer, _ method: String, _ path: String, _ fields: [(String, String)] = [], _ status: Int = 200) {
            self.peer = peer
            self.method = method
            self.path = path
            self.fields = fields
            self.status = status
        }

        var testDescription: String { "\(peer): \(method) \(path)" }
    }

    private static let asks: [Ask] = [
        Ask(.nginx, "GET", "/small.txt"), Ask(.nginx, "GET", "/large.txt"), Ask(.nginx, "HEAD", "/large.txt"),
        Ask(.nginx, "GET", "/large.txt", [("Range", "bytes=10-19")], 206),
        Ask(.nginx, "GET", "/zipped/large.txt", [("Accept-Encoding", "gzip")]),
        Ask(.nginx, "GET", "/closing/large.txt", [("Accept-Encoding", "gzip")]), Ask(.nginx, "GET", "/empty", [], 204),
        Ask(.nginx, "GET", "/moved", [], 301), Ask(.nginx, "GET", "/nothing", [], 404),
        Ask(.nginx, "POST", "/limited", [("Content-Length", "100000")], 413),
        Ask(.haproxy, "GET", "/small.txt"), Ask(.haproxy, "HEAD", "/small.txt"),
        Ask(.haproxy, "GET", "/empty", [], 204),
        Ask(.haproxy, "GET", "/moved", [], 301), Ask(.haproxy, "DELETE", "/small", [], 403),
    ]

    @Test(arguments: [Peer.nginx, .haproxy])
    func `Their answers arrive as they are`(peer: Peer) async throws {
        let server = try await PeerServer.start(peer)
        try await with(try await Plane.start(targets: ["monolith": [server.port]]) { $0.workers = 1 }) { plane in
            for ask in Self.asks where ask.peer == peer {
                let direct = try await Self.answer(to: ask, port: server.port)
                let through = try await Self.answer(to: ask, port: plane.port)
                #expect(through.status == ask.status, "\(ask.testDescription)")
                #expect(through.status == direct.status)
                let isSame = through.body == direct.body
                #expect(isSame, "\(ask.testDescription): \(through.body.count) of \(direct.body.count) bytes")
                for name in ["Content-Type", "Content-Encoding", "Content-Range", "ETag", "Last-Modified", "Location"] {
                    #expect(through[name] == direct[name], "\(ask.testDescription): \(name)")
                }
            }
            let validator = try await Self.answer(to: Ask(peer, "GET", "/small.txt"), port: plane.port)["ETag"]
            if peer == .nginx, let validator {
                let again = Ask(peer, "GET", "/small.txt", [("If-None-Match", validator)], 304)
                #expect(try await Self.answer(to: again, port: plane.port).status == 304)
            }
        }
        await server.stop()
    }

    /// What comes back; to a body that is only announced as well.
    private static func answer(to ask: Ask, port: Int) async throws -> RawAnswer {
        let client = try await RawClient.connect(port: port)
        try await client.send(RawClient.message(ask.method, ask.path, fields: ask.fields, port: port))
        return try await client.readAnswer(to: ask.method)
    }

    @Test(arguments: [Peer.nginx, .haproxy])
    func `Their connections are kept and survive their own end`(peer: Peer) async throws {
        let server = try await PeerServer.start(peer)
        try await with(try await Plane.start(targets: ["monolith": [server.port]]) { $0.workers = 1 }) { plane in
            let client = try await RawClient.connect(port: plane.port)
            for _ in 0..<200 {
                try await client.send(RawClient.message("GET", "/small.txt", port: plane.port))
                #expect(try await client.readAnswer().status == 200)
            }
            #expect(await plane.plane.counters().openTargetConnections == 1)
            await server.stop()
            try await client.send(RawClient.message("GET", "/small.txt", port: plane.port))
            #expect([502, 503].contains(try await client.readAnswer().status))
        }
    }
}
