import NIOCore
import Routing
import TestSupport
import Testing

@testable import DataPlane

/// Bytes that no honest client or target sends: each gets an answer or an end, and the process goes on.
@Suite(.timeLimit(.minutes(patient(1))))
struct HostileTests {
    @Test(arguments: [
        ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/1.1\nHost: a\n\n", 400),
        ("GET / HTTP/3.0\r\nHost: a\r\n\r\n", 505),
        ("CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n", 501),
        ("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        ("GET /a%2fb HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET /a\\b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
        ("\u{16}\u{3}\u{1}\u{2}", 400),
    ])
    func `What is not a request is refused`(bytes: String, status: Int) async throws {
        let target = try await FakeTarget.start(.answering { _ in .hang })
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send(bytes)
            let answer = try await client.readAnswer()
            #expect(answer.status == status)
            #expect(answer["Content-Type"] == "application/problem+json")
            #expect(target.requests.isEmpty)
        }
    }

    @Test(arguments: [
        "/internal/x", "//internal//x", "/a/../internal/x", "/a/%2e%2e/internal/x", "/%69nternal/x", "/internal",
    ])
    func `No spelling reaches a closed route`(path: String) async throws {
        let target = try await FakeTarget.start()
        let plane = try await Plane.start(
            targets: ["monolith": [target.port]], routes: "closed: {match: \"* /internal/*rest\", answer: 404}")
        try await with(plane) { plane in
            let answer = try await RawClient.exchange("GET", path, port: plane.port)
            #expect(answer.status == 404)
            #expect(target.requests.isEmpty)
        }
    }

    @Test func `What is matched is what is sent`() async throws {
        let target = try await FakeTarget.start()
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            _ = try await RawClient.exchange("GET", "/a/./b//%7ec/../d?x=%2e", port: plane.port)
            #expect(target.requests.first?.path == "/a/b/d?x=%2e")
        }
    }

    @Test(arguments: 0..<8)
    func `Garbage from clients ends their connections and nothing else`(seed: Int) async throws {
        let target = try await FakeTarget.start()
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            var generator = SeededGenerator(seed: UInt64(seed))
            for _ in 0..<40 {
                let client = try await RawClient.connect(port: plane.port)
                try? await client.send(Garbage.request(using: &generator))
                try? await client.finishSending()
                _ = try? await client.readToEnd(within: .milliseconds(200))
                await client.close()
            }
            let honest = try await RawClient.exchange("GET", "/", port: plane.port)
            #expect(honest.status == 200)
        }
    }

    @Test(arguments: 0..<8)
    func `Garbage from targets gives answers or broken connections`(seed: Int) async throws {
        let answers = GarbageAnswers(seed: UInt64(seed))
        let target = try await FakeTarget.start { _ in answers.next() }
        let plane = try await Plane.start(targets: ["monolith": [target.port]], keys: "breaker: none")
        try await with(plane) { plane in
            for _ in 0..<40 {
                let client = try await RawClient.connect(port: plane.port)
                try await client.send(RawClient.message("GET", "/", port: plane.port))
                _ = try? await client.readAnswer(within: .milliseconds(200))
                await client.close()
            }
            target.answer { _ in .text("well") }
            try await eventually("honest answers pass") {
                try await RawClient.exchange("GET", "/", port: plane.port).text == "well"
            }
        }
    }

    @Test func `Bytes that nobody asked for cost a target its connection`() async throws {
        let target = try await FakeTarget.start { _ in
            .raw("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\naHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil")
        }
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port)
            for _ in 0..<5 {
                try await client.send(RawClient.message("GET", "/", port: plane.port))
                #expect(try await client.readAnswer().text == "a")
            }
            #expect(target.acceptedConnections == 5)
        }
    }
}
