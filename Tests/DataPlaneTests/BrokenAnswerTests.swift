import TestSupport
import Testing

@testable import DataPlane

/// What a target leaves unfinished, begins wrongly or says too much of never looks like an answer to anybody.
@Suite(.timeLimit(.minutes(patient(1))))
struct BrokenAnswerTests {
    private static let patient = "defaults: {timeouts: {connect: 10s, first_byte: 20s, total: 40s}}"

    private static func plane(_ target: FakeTarget, _ gateway: String = patient) async throws -> Plane {
        try await .start(
            targets: ["monolith": [target.port]], keys: "breaker: none", gateway: gateway,
            routes: "all: {match: \"* /*path\", effect: write}")
    }

    static let cut: [FakeAnswer] = [
        .raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc").then(.close),
        .raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc").then(.pause(.milliseconds(20)), .reset),
        .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n").then(.close),
        .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n").then(.close),
        .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel").then(.pause(.milliseconds(20)), .reset),
        .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n")
            .then(.pause(.milliseconds(20)), .bytes(Array("hello!!".utf8)), .hang),
        .raw("HTTP/1.1 200 OK\r\n\r\nhello").then(.pause(.milliseconds(20)), .reset),
        .raw("HTTP/1.0 200 OK\r\n\r\nhello").then(.pause(.milliseconds(20)), .reset),
    ]

    @Test(arguments: cut.indices)
    func `A broken answer is no whole one to a client of HTTP 1.1`(index: Int) async throws {
        let target = try await FakeTarget.start { _ in Self.cut[index] }
        try await with(try await Self.plane(target)) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send(RawClient.message("GET", "/", port: plane.port))
            await #expect(throws: UnexpectedEnd.self) { try await client.readAnswer() }
            try await eventually("the connection is thrown away") {
                await plane.plane.counters().openTargetConnections == 0
            }
        }
    }

    @Test(arguments: cut.indices)
    func `Nor to one of HTTP 1.0, whose body may end with the connection`(index: Int) async throws {
        let target = try await FakeTarget.start { _ in Self.cut[index] }
        try await with(try await Self.plane(target)) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send("GET / HTTP/1.0\r\nHost: a\r\n\r\n")
            let bytes = try await client.readToEnd()
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(client.isBroken || text.contains("Content-Length: 10\r\n"), "\(text)")
        }
    }

    @Test func `A body that its target ends in order is whole to both`() async throws {
        let target = try await FakeTarget.start { _ in FakeAnswer.raw("HTTP/1.1 200 OK\r\n\r\nhello").then(.close) }
        try await with(try await Self.plane(target)) { plane in
            #expect(try await RawClient.exchange("GET", "/", port: plane.port).text == "hello")
            let client = try await RawClient.connect(port: plane.port)
            try await client.send("GET / HTTP/1.0\r\nHost: a\r\n\r\n")
            #expect(String(decoding: try await client.readToEnd(), as: UTF8.self).hasSuffix("\r\n\r\nhello"))
            #expect(!client.isBroken)
        }
    }

    /// After its own answer the target sends another one, at once or when the connection lies in the pool.
    static let extra: [(method: String, answer: String, extra: String)] = [
        ("GET", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"),
        ("GET", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "x"),
        ("GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", "\r\n"),
        ("GET", "HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"),
        ("GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 4\r\n\r\n", "evil"),
        ("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n", "evil"),
        ("POST", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "HTTP/1.1 408 Request Timeout\r\n\r\n"),
    ]

    @Test(arguments: extra.indices, [true, false])
    func `What nobody asked for is thrown away with its connection`(index: Int, isAtOnce: Bool) async throws {
        let (method, answer, extra) = Self.extra[index]
        let target = try await FakeTarget.start { _ in
            isAtOnce ? .raw(answer + extra) : .raw(answer).then(.pause(.milliseconds(20)), .bytes(Array(extra.utf8)))
        }
        try await with(try await Self.plane(target)) { plane in
            let client = try await RawClient.connect(port: plane.port)
            for round in 1...3 {
                try await client.send(RawClient.message(method, "/", port: plane.port))
                let reply = try await client.readAnswer(to: method)
                #expect(!reply.text.contains("evil"))
                #expect(answer.hasPrefix("HTTP/1.1 \(reply.status)"))
                try await eventually("the connection is thrown away") {
                    let open = await plane.plane.counters().openTargetConnections
                    return open == 0 && target.acceptedConnections == round
                }
            }
        }
    }

    @Test func `A request that cannot be sent twice never meets a connection that was closed meanwhile`() async throws {
        let target = try await FakeTarget.start { .text($0.text) }
        try await with(try await Self.plane(target)) { plane in
            let client = try await RawClient.connect(port: plane.port)
            for number in 0..<100 {
                try await client.send(RawClient.message("POST", "/", body: "\(number)", port: plane.port))
                let answer = try await client.readAnswer()
                #expect(
                    answer.text == "\(number)",
                    "connections \(target.acceptedConnections), last request \(target.requests.last?.text ?? "")")
                // Their end has come to this machine, and the next request goes out before the loop has seen it.
                target.dropConnections(reset: number % 2 == 0)
                try await eventually("they are closed", every: .microseconds(20)) {
                    try target.openConnections == 0 && !KernelSockets.isConnected(to: target.port)
                }
            }
        }
    }

    static let slow: [(answer: FakeAnswer, status: Int)] = [
        (.hang, 504),
        (FakeAnswer([.trickle(Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8), every: .seconds(1))]), 504),
        (.raw("HTTP/1.1 100 Continue\r\n\r\n").then(.hang), 504), (.close, 502), (.reset, 502),
        (
            FakeAnswer([
                .bytes(Array("HTTP/1.1 200 OK\r\n".utf8)),
                .endless(Array(String(repeating: "X: y\r\n", count: 1_000).utf8)),
            ]), 502
        ),
        (FakeAnswer([.endless(Array(String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 100).utf8))]), 502),
        (FakeAnswer([.endless(Array(repeating: 120, count: 10_000))]), 502),
    ]

    @Test(arguments: slow.indices)
    func `An answer that does not begin is the target's fault`(index: Int) async throws {
        let (answer, status) = Self.slow[index]
        let target = try await FakeTarget.start { _ in answer }
        let plane = try await Self.plane(target, "defaults: {timeouts: {connect: 10s, first_byte: 5s, total: 20s}}")
        try await with(plane) { plane in
            // A write, which is not sent again.
            let table = try Plane.table(
                targets: ["monolith": [target.port]],
                gateway: "defaults: {timeouts: {connect: 10s, first_byte: 5s, total: 20s}}",
                routes: "all: {match: POST /, effect: write}", revision: 2)
            await plane.plane.publish(table)
            let client = try await RawClient.connect(port: plane.port)
            try await client.send(RawClient.message("POST", "/", body: "x", port: plane.port))
            var reply = try await client.readAnswer()
            while reply.status < 200 { reply = try await client.readAnswer() }
            #expect(reply.status == status)
            try await eventually("the target is let go") { await plane.plane.counters().openTargetConnections == 0 }
            #expect(target.requests.count == 1)
        }
    }

    @Test func `A body that falls silent breaks off, and one that never ends does too`() async throws {
        let target = try await FakeTarget.start { request in
            request.path == "/silent"
                ? .raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc").then(.hang)
                : .raw("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
                    .then(.trickle(Array(repeating: 120, count: 1_000), every: .milliseconds(50)))
        }
        let table =
            "a: {match: \"GET /silent\", timeouts: {first_byte: 20s, idle: 200ms, total: 40s}}\nb: {match: \"GET /slow\", timeouts: {total: 3s}}"
        let plane = try await Plane.start(targets: ["monolith": [target.port]], routes: table)
        try await with(plane) { plane in
            for path in ["/silent", "/slow"] {
                let client = try await RawClient.connect(port: plane.port)
                try await client.send(RawClient.message("GET", path, port: plane.port))
                await #expect(throws: UnexpectedEnd.self) { try await client.readAnswer() }
                try await eventually("the target is let go") { await plane.plane.counters().openTargetConnections == 0 }
            }
        }
    }
}
