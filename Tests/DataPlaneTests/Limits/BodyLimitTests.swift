import NIOCore
import TestSupport
import Testing

@testable import DataPlane

/// A body over its limit, or below its rate, ends its exchange and nothing else.
@Suite(.timeLimit(.minutes(patient(1))))
struct BodyLimitTests {
    private static let routes = """
        small: {match: POST /small, effect: write, limits: {body: 10B}}
        large: {match: POST /large, effect: write, limits: {body: none}}
        other: {match: POST /other, effect: write}
        """

    private static func plane(_ target: FakeTarget, _ limits: String) async throws -> Plane {
        try await .start(
            targets: ["monolith": [target.port]],
            gateway: "limits: {\(limits)}\ndefaults: {timeouts: {connect: 10s, first_byte: 20s, total: 40s}}",
            routes: routes)
    }

    @Test(arguments: ["", "Expect: 100-continue\r\n"])
    func `A length over the limit is refused before anything is sent`(expect: String) async throws {
        let target = try await FakeTarget.start()
        try await with(try await Self.plane(target, "body: 100B")) { plane in
            for (path, limit) in [("/small", 10), ("/other", 100), ("/unmatched", 100)] {
                let client = try await RawClient.connect(port: plane.port)
                try await client.send(
                    "POST \(path) HTTP/1.1\r\nHost: a\r\n\(expect)Content-Length: \(limit + 1)\r\n\r\n")
                let answer = try await client.readAnswer()
                #expect(answer.status == 413)
                #expect(answer["Connection"] == "close")
                #expect(answer.text.contains("body_too_large"))
                #expect(try await client.readToEnd().isEmpty)
            }
            #expect(target.receivedBytes == 0)
            #expect(await plane.plane.counters().refusals == [.bodyTooLarge: 3])
        }
    }

    @Test func `A body of the limit passes, and so does a larger one where the route says so`() async throws {
        let target = try await FakeTarget.start { .text("\($0.body.count)") }
        try await with(try await Self.plane(target, "body: 100B")) { plane in
            for (path, count) in [("/small", 10), ("/other", 100), ("/large", 5_000)] {
                let body = String(repeating: "b", count: count)
                let answer = try await RawClient.exchange("POST", path, port: plane.port, body: body)
                #expect(answer.text == "\(count)")
            }
        }
    }

    @Test(arguments: [1, 3, 10])
    func `A chunked body is counted by its content`(size: Int) async throws {
        let target = try await FakeTarget.start { .text("\($0.body.count)") }
        try await with(try await Self.plane(target, "body: 100B")) { plane in
            let chunk = "\(String(size, radix: 16));x=y\r\n\(String(repeating: "b", count: size))\r\n"
            let head = "POST /other HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            let client = try await RawClient.connect(port: plane.port)
            try await client.send(head + String(repeating: chunk, count: 99 / size) + "0\r\n\r\n")
            #expect(try await client.readAnswer().text == "\(99 / size * size)")
            let whole = target.requests.count

            try await client.send(head + String(repeating: chunk, count: 100 / size + 1))
            let answer = try await client.readAnswer()
            #expect(answer.status == 413)
            #expect(try await client.readToEnd().isEmpty)
            // What had gone out already never becomes a request.
            try await eventually("the target is let go") { target.openConnections == 0 }
            #expect(target.requests.count == whole)
        }
    }

    @Test func `A body below its rate is told so long before it would be silent for too long`() async throws {
        let target = try await FakeTarget.start()
        try await with(try await Self.plane(target, "body_rate: 1KiB/s, rate_grace: 200ms")) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send("POST /other HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc")
            let answer = try await client.readAnswer()
            #expect(answer.status == 408)
            #expect(answer.text.contains("body_too_slow"))
            try await eventually("the target is let go") { target.openConnections == 0 }
            #expect(target.requests.isEmpty)
            #expect(await plane.plane.counters().refusals == [.bodyTooSlow: 1])
            let record = try await value("its record") { plane.plane.records.drain().first }
            #expect(record.status == 408)
            #expect(record.refusal == .bodyTooSlow)
            #expect(record.failure == .requestTimeout)
        }
    }

    @Test func `Who does not wait for 100 Continue keeps up all the same`() async throws {
        let target = try await FakeTarget.start(.neverReading)
        let plane = try await Plane.start(
            targets: ["monolith": [target.port]],
            gateway: """
                limits: {body_rate: 1KiB/s, rate_grace: 200ms}
                defaults: {timeouts: {connect: 10s, first_byte: 20s, total: 40s}}
                """, routes: Self.routes
        ) { $0.continueTimeout = .seconds(30) }
        try await with(plane) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send(
                "POST /other HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1000\r\n\r\nabc")
            let answer = try await client.readAnswer()
            #expect(answer.status == 408)
            #expect(answer.text.contains("body_too_slow"))
        }
    }

    @Test func `A body that is slow beside an early answer is not taken to its end, and the answer is`() async throws {
        let rest = Latch()
        let target = try await FakeTarget.start(
            .answeringHeads { _ in
                FakeAnswer.raw("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab").then(.wait(rest), .bytes(octets("cd")))
            })
        try await with(try await Self.plane(target, "body_rate: 1KiB/s, rate_grace: 2s")) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send("POST /other HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc")
            try await eventually("the answer has begun") { client.receivedCount > 0 }
            try await eventually("the body is too slow") {
                await plane.plane.counters().refusals == [.bodyTooSlow: 1]
            }
            let before = target.receivedBytes
            try await client.send("late")
            rest.open()
            let answer = try await client.readAnswer()
            #expect(answer.text == "abcd")
            #expect(answer["Connection"] == "close")
            #expect(try await client.readToEnd().isEmpty)
            #expect(target.receivedBytes == before)
        }
    }

    @Test func `A target that takes no more is not the client's fault`() async throws {
        let target = try await FakeTarget.start(.neverReading)
        let plane = try await Plane.start(
            targets: ["monolith": [target.port]],
            gateway: """
                limits: {body_rate: 1KiB/s, rate_grace: 1s}
                defaults: {timeouts: {idle: 3s, total: 20s}}
                """, routes: Self.routes)
        try await with(plane) { plane in
            let head = "POST /large HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n"
            let request = Array(head.utf8) + [UInt8](repeating: 0, count: 20_000_000)
            let client = try await RawClient.connect(port: plane.port)
            let sending = Task { try await client.send(request) }
            let answer = try await client.readAnswer()
            #expect(answer.status == 504)
            await client.close()
            _ = await sending.result
        }
    }

    @Test func `An answer below its rate breaks off`() async throws {
        let body = [UInt8](repeating: UInt8(ascii: "x"), count: 10_000)
        let target = try await FakeTarget.start { _ in
            .raw("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n").then(.trickle(body, every: .milliseconds(10)))
        }
        try await with(try await Self.plane(target, "answer_rate: 10KiB/s, rate_grace: 200ms")) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send(RawClient.message("GET", "/", port: plane.port))
            await #expect(throws: UnexpectedEnd.self) { try await client.readAnswer() }
            try await eventually("the target is let go") { target.openConnections == 0 }
            #expect(await plane.plane.counters().refusals == [.answerTooSlow: 1])
        }
    }

    @Test func `A trickle that nobody limits arrives`() async throws {
        let target = try await FakeTarget.start { _ in
            .raw("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n")
                .then(.trickle(Array(repeating: 120, count: 20), every: .milliseconds(5)))
        }
        try await with(try await Self.plane(target, "rate_grace: 10ms")) { plane in
            let answer = try await RawClient.exchange("GET", "/", port: plane.port)
            #expect(answer.body.count == 20)
        }
    }
}
