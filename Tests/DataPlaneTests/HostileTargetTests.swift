import DataPlane
import TestSupport
import Testing

/// A target that does not speak HTTP as it should gets no second chance, and its client no false answer.
@Suite(.timeLimit(.minutes(patient(1))))
struct HostileTargetTests {
    @Test func `What no route matches has the time limits of the defaults`() async throws {
        let target = try await FakeTarget.start(.answering { _ in FakeAnswer.text("late").after(Latch()) })
        let plane = try await Plane.start(
            targets: ["monolith": [target.port]], gateway: "defaults: {timeouts: {first_byte: 50ms}}")
        try await with(plane) { plane in
            let answer = try await RawClient.exchange("GET", "/unmatched", port: plane.port)
            #expect(answer.status == 504)
            #expect(answer.text.contains("first_byte_timeout"))
        }
    }

    static let invalid = [
        "garbage\r\n\r\n", "HTTP/1.1 200 OK\nContent-Length: 0\n\n", "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 99 X\r\n\r\n",
        "HTTP/2.0 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
        "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "HTTP/1.1 200 OK\r\nX : a\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: a\r\n b\r\n\r\n", "HTTP/1.1 200 OK\r\nX: a\u{0}\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: \(String(repeating: "x", count: 70_000))\r\n\r\n",
    ]

    @Test(arguments: invalid.indices)
    func `An answer that is not valid becomes 502 and its connection is thrown away`(index: Int) async throws {
        let answer = Self.invalid[index]
        let target = try await FakeTarget.start { _ in FakeAnswer.raw(answer) }
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let reply = try await RawClient.exchange("POST", "/", port: plane.port, body: "x")
            #expect(reply.status == 502)
            #expect(reply["Content-Type"] == "application/problem+json")
            #expect(reply.text.contains("monolith"))
            try await eventually("the connection has ended") { target.openConnections == 0 }
            #expect(target.requests.count == 1)
        }
    }

    static let truncated: [FakeAnswer] = [
        .raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc").then(.close), .resetMidBody,
        .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab").then(.close),
        .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n").then(.close),
        .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n").then(.hang),
    ]

    @Test(arguments: truncated.indices)
    func `A broken answer never looks whole`(index: Int) async throws {
        let target = try await FakeTarget.start { _ in Self.truncated[index] }
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send(RawClient.message("GET", "/", fields: [("Connection", "close")], port: plane.port))
            let bytes = String(decoding: try await client.readToEnd(), as: UTF8.self)
            #expect(bytes.isEmpty || bytes.hasPrefix("HTTP/1.1 200 ") || bytes.hasPrefix("HTTP/1.1 502 "))
            #expect(!bytes.contains("\r\n0\r\n"))
            if bytes.contains("Content-Length: 10\r\n") { #expect(bytes.hasSuffix("\r\n\r\nabc")) }
        }
    }

    @Test func `Bytes that nobody asked for end the connection and reach nobody`() async throws {
        let target = try await FakeTarget.start { request in
            .raw(
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n\(request.number % 10)!HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"
            )
        }
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port)
            for _ in 0..<20 {
                try await client.send(RawClient.message("GET", "/", port: plane.port))
                let answer = try await client.readAnswer()
                #expect(answer.status == 200)
                #expect(answer.text.hasSuffix("!"))
            }
            #expect(target.acceptedConnections == 20)
        }
    }

    @Test func `A late answer to a request that was given up reaches nobody`() async throws {
        let target = try await FakeTarget.start { .text($0.path) }
        let latch = Latch()
        target.answer { request in
            request.path == "/slow" ? FakeAnswer.text("late").after(latch) : .text(request.path)
        }
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let leaving = try await RawClient.connect(port: plane.port)
            try await leaving.send(RawClient.message("GET", "/slow", port: plane.port))
            try await eventually("the target has it") { target.requests.count == 1 }
            await leaving.reset()
            for number in 0..<10 {
                if number == 5 { latch.open() }
                #expect(try await RawClient.exchange("GET", "/\(number)", port: plane.port).text == "/\(number)")
            }
        }
    }

    @Test func `Interim answers pass and the final one is the answer`() async throws {
        let target = try await FakeTarget.start { _ in
            .raw(
                """
                HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n\
                HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok
                """)
        }
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port)
            for _ in 0..<2 {
                try await client.send(RawClient.message("GET", "/", port: plane.port))
                var answer = try await client.readAnswer()
                while answer.status < 200 { answer = try await client.readAnswer() }
                #expect(answer.text == "ok")
            }
            #expect(target.acceptedConnections == 1)
        }
    }
}
