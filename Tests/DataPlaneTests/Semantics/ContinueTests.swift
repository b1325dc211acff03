import DataPlane
import NIOCore
import TestSupport
import Testing

/// `Expect: 100-continue` (RFC 9110 section 10.1.1): whoever is silent, nobody waits for ever.
@Suite(.timeLimit(.minutes(patient(1))))
struct ContinueTests {
    private static let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"
    private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

    private static func plane(_ target: FakeTarget, wait: TimeAmount) async throws -> Plane {
        try await Plane.start(targets: ["monolith": [target.port]]) {
            $0.workers = 1
            $0.continueTimeout = wait
        }
    }

    @Test func `The target's 100 goes to the client, once`() async throws {
        let body = Latch()
        let target = try await FakeTarget.start(
            .answeringHeads { _ in
                FakeAnswer([
                    .bytes(octets("HTTP/1.1 100 Continue\r\nX: y\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n")), .wait(body),
                    .bytes(octets(Self.ok)),
                ])
            })
        try await with(try await Self.plane(target, wait: .minutes(5))) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send(Self.head)
            let interim = try await client.readAnswer()
            #expect(interim.status == 100)
            #expect(interim["X"] == "y")
            let before = target.receivedBytes
            try await client.send("hello")
            try await eventually("the body has come") { target.receivedBytes == before + 5 }
            body.open()
            #expect(try await client.readAnswer().text == "ok")
        }
    }

    @Test func `A final answer without 100 reaches the client, and the connection ends`() async throws {
        let target = try await FakeTarget.start(
            .answeringHeads { _ in .text("no", status: 401) })
        try await with(try await Self.plane(target, wait: .minutes(5))) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send(Self.head)
            let answer = try await client.readAnswer()
            #expect(answer.status == 401)
            #expect(answer["Connection"] == "close")
            #expect(try await client.readToEnd().isEmpty)
        }
    }

    @Test func `The proxy speaks for a silent target, and at once the next time`() async throws {
        let target = try await FakeTarget.start { .text($0.text) }
        try await with(try await Self.plane(target, wait: .milliseconds(50))) { plane in
            let client = try await RawClient.connect(port: plane.port)
            for _ in 0..<3 {
                try await client.send(Self.head)
                #expect(try await client.readAnswer().status == 100)
                try await client.send("hello")
                #expect(try await client.readAnswer().text == "hello")
            }
            #expect(target.acceptedConnections == 1)
        }
    }

    @Test func `A 100 that comes after the proxy's own is not doubled`() async throws {
        let late = Latch()
        let target = try await FakeTarget.start(
            .answeringHeads { _ in
                FakeAnswer([.wait(late), .bytes(octets("HTTP/1.1 100 Continue\r\n\r\n" + Self.ok))])
            })
        try await with(try await Self.plane(target, wait: .milliseconds(20))) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send(Self.head)
            #expect(try await client.readAnswer().status == 100)
            try await client.send("hello")
            late.open()
            #expect(try await client.readAnswer().status == 200)
        }
    }

    @Test func `A client that does not wait is not held up`() async throws {
        let target = try await FakeTarget.start { .text($0.text) }
        try await with(try await Self.plane(target, wait: .minutes(5))) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send(Self.head)
            try await eventually("the target has the head") { target.receivedBytes > 0 }
            try await client.send("hello")
            #expect(try await client.readAnswer().text == "hello")
        }
    }

    @Test func `Another target is asked for its own 100`() async throws {
        let gone = try await FakeTarget.start(.answeringHeads { _ in .reset })
        let body = Latch()
        let other = try await FakeTarget.start(
            .answeringHeads { _ in
                FakeAnswer([.bytes(octets("HTTP/1.1 100 Continue\r\n\r\n")), .wait(body), .bytes(octets(Self.ok))])
            })
        let plane = try await Plane.start(
            targets: ["monolith": [other.port], "service": [gone.port]], candidate: "service",
            routes: "search: {match: POST /, effect: read, state: extracted, fallback: {when: [reset]}}"
        ) { $0.continueTimeout = .minutes(5) }
        try await with(plane) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send(Self.head)
            #expect(try await client.readAnswer().status == 100)
            try await client.send("hello")
            body.open()
            #expect(try await client.readAnswer().text == "ok")
            #expect(other.requests.first?["Expect"] == "100-continue")
        }
    }
}
