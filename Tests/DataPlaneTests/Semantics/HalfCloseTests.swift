import DataPlane
import TestSupport
import Testing

/// A client may shut its side as soon as it has asked (RFC 9112 section 9.6): what it asked is answered.
@Suite(.timeLimit(.minutes(patient(1))))
struct HalfCloseTests {
    @Test func `All requests before the end are answered`() async throws {
        let first = Latch()
        let target = try await FakeTarget.start { request in
            request.path == "/0" ? FakeAnswer.text("/0").after(first) : .text(request.path)
        }
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send((0..<3).map { RawClient.message("GET", "/\($0)", port: plane.port) }.joined())
            try await client.finishSending()
            try await eventually("the target has the first") { target.requests.count == 1 }
            first.open()
            for number in 0..<3 { #expect(try await client.readAnswer().text == "/\(number)") }
            #expect(try await client.readToEnd().isEmpty)
        }
    }

    @Test func `An empty line behind a request is no request that breaks off`() async throws {
        let target = try await FakeTarget.start()
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send(RawClient.message("GET", "/a", port: plane.port) + "\r\n")
            try await client.finishSending()
            #expect(try await client.readAnswer().status == 200)
            #expect(try await client.readToEnd().isEmpty)
        }
    }

    @Test(arguments: ["GET / HTTP/1.1\r\nHost: a\r\n", "GET /", "GET / HTTP/1.1\r\nHost: a\r\n\r"])
    func `A head that breaks off is answered with 400`(head: String) async throws {
        let target = try await FakeTarget.start()
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send(head)
            try await client.finishSending()
            let answer = try await client.readAnswer()
            #expect(answer.status == 400)
            #expect(answer.text.contains("middle of the message"))
            #expect(try await client.readToEnd().isEmpty)
            #expect(target.receivedBytes == 0)
        }
    }

    @Test(arguments: [
        "Content-Length: 10\r\n\r\nhello", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX: y\r\n",
    ])
    func `A body that breaks off is answered with 400 and never whole`(rest: String) async throws {
        let target = try await FakeTarget.start()
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\n" + rest)
            try await client.finishSending()
            #expect(try await client.readAnswer().status == 400)
            #expect(try await client.readToEnd().isEmpty)
            #expect(target.requests.isEmpty)
            try await eventually("the exchange is over") { await plane.plane.counters().exchangesInFlight == 0 }
        }
    }

    @Test func `An early answer goes on when the client gives up its upload`() async throws {
        let rest = Latch()
        let target = try await FakeTarget.start(
            .answeringHeads { _ in
                FakeAnswer.raw("HTTP/1.1 413 Too Large\r\nContent-Length: 10\r\n\r\nhello")
                    .then(.wait(rest), .bytes(octets("world")))
            })
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\npart")
            try await eventually("the answer has begun") { client.receivedCount > 0 }
            try await client.finishSending()
            rest.open()
            let answer = try await client.readAnswer()
            #expect(answer.status == 413)
            #expect(answer.text == "helloworld")
        }
    }

    @Test func `A client that has shut its side and reads late gets all of a large answer`() async throws {
        let size = 4_000_000
        let target = try await FakeTarget.start { _ in .text(String(repeating: "x", count: size)) }
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port, reading: false)
            try await client.send(RawClient.message("GET", "/", fields: [("Connection", "close")], port: plane.port))
            try await client.finishSending()
            try await eventually("the target has answered") { target.sentBytes > 0 }
            try await client.startReading()
            #expect(try await client.readAnswer(within: .seconds(40)).body.count == size)
        }
    }

    @Test func `Requests that wait for a slow reader are answered after its end`() async throws {
        let size = 1_500_000
        let target = try await FakeTarget.start { .text($0.path + String(repeating: "x", count: size)) }
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port, reading: false)
            try await client.send((0..<4).map { RawClient.message("GET", "/\($0)", port: plane.port) }.joined())
            try await eventually("the target has been asked") { !target.requests.isEmpty }
            try await client.finishSending()
            try await client.startReading()
            for number in 0..<4 {
                let answer = try await client.readAnswer(within: .seconds(30))
                #expect(answer.text.hasPrefix("/\(number)x") && answer.body.count == size + 2)
            }
            #expect(try await client.readToEnd().isEmpty)
        }
    }
}
