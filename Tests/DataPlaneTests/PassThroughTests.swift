@testable import DataPlane
import Routing
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(patient(1))))
struct PassThroughTests {
    @Test func `A request reaches the target and its answer comes back`() async throws {
        let target = try await FakeTarget.start { .json(#"{"path":"\#($0.path)"}"#) }
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let answer = try await RawClient.exchange("GET", "/a/b?c=1", port: plane.port)
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.text == #"{"path":"/a/b?c=1"}"#)
            #expect(answer["Ficus-Answered-By"] == "monolith; route=none; reason=unmatched")
            #expect(answer["Via"]?.hasPrefix("1.1 ficus-") == true)
            let request = try #require(target.requests.first)
            #expect(request["X-Forwarded-For"] == "127.0.0.1")
            #expect(request["X-Request-Id"]?.count == 32)
            #expect(request["Host"] == "localhost:\(plane.port)")
        }
    }

    @Test func `A client connection and a target connection serve many requests`() async throws {
        let target = try await FakeTarget.start { .text($0.path) }
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port)
            for number in 0..<20 {
                try await client.send(RawClient.message("GET", "/\(number)", port: plane.port))
                #expect(try await client.readAnswer().text == "/\(number)")
            }
            #expect(target.acceptedConnections == 1)
        }
    }

    @Test func `Pipelined requests are answered in the order asked`() async throws {
        let target = try await FakeTarget.start { .text($0.path) }
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port)
            let messages = (0..<50).map { RawClient.message("GET", "/\($0)", port: plane.port) }
            try await client.send(messages.joined())
            for number in 0..<50 { #expect(try await client.readAnswer().text == "/\(number)") }
        }
    }

    @Test func `Chunked bodies pass both ways as they are`() async throws {
        let target = try await FakeTarget.start { request in
            let size = String(request.body.count, radix: 16)
            return .raw(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(size)\r\n\(request.text)\r\n0\r\n\r\n")
        }
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port)
            for _ in 0..<2 {
                try await client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel")
                try await client.send("lo\r\n6;x=y\r\n world\r\n0\r\n\r\n")
                #expect(try await client.readAnswer().text == "hello world")
            }
        }
    }

    @Test func `HEAD gets the head alone and the connection goes on`() async throws {
        let target = try await FakeTarget.start { request in
            request.method == "HEAD"
                ? .raw("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n") : .text("body")
        }
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send(RawClient.message("HEAD", "/", port: plane.port))
            #expect(try await client.readAnswer(to: "HEAD")["Content-Length"] == "500")
            try await client.send(RawClient.message("GET", "/", port: plane.port))
            #expect(try await client.readAnswer().text == "body")
        }
    }

    @Test func `A client of HTTP 1.0 gets content without chunks and the end of the connection`() async throws {
        let target = try await FakeTarget.start { _ in
            .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")
        }
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send("GET / HTTP/1.0\r\n\r\n")
            let answer = String(decoding: try await client.readToEnd(), as: UTF8.self)
            #expect(answer.hasSuffix("\r\n\r\nhello"))
            #expect(!answer.lowercased().contains("transfer-encoding"))
        }
    }

    @Test func `An answer that ends with its connection goes on in chunks`() async throws {
        let target = try await FakeTarget.start { _ in FakeAnswer.raw("HTTP/1.1 200 OK\r\n\r\nhello").then(.close) }
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port)
            for _ in 0..<2 {
                try await client.send(RawClient.message("GET", "/", port: plane.port))
                let answer = try await client.readAnswer()
                #expect(answer.text == "hello")
                #expect(answer["Transfer-Encoding"] == "chunked")
            }
        }
    }

    @Test func `A client that waits for 100 Continue is told to go on by the proxy`() async throws {
        let target = try await FakeTarget.start { .text($0.text) }
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
            #expect(try await client.readAnswer().status == 100)
            try await client.send("hello")
            #expect(try await client.readAnswer().text == "hello")
            #expect(target.requests.first?["Expect"] == "100-continue")
        }
    }

    @Test func `A client that shuts its side after asking still gets its answer`() async throws {
        let latch = Latch()
        let target = try await FakeTarget.start { _ in FakeAnswer.text("late").after(latch) }
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send(RawClient.message("GET", "/", port: plane.port))
            try await client.finishSending()
            try await eventually("the target has the request") { !target.requests.isEmpty }
            latch.open()
            #expect(try await client.readAnswer().text == "late")
            _ = try await client.readToEnd()
        }
    }

    @Test func `The proxy answers for its own health`() async throws {
        let target = try await FakeTarget.start()
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let answer = try await RawClient.exchange("GET", "/health", port: plane.port)
            #expect(answer.status == 200)
            #expect(answer.text == "{\"status\":\"ok\"}\n")
            #expect(target.requests.isEmpty)
        }
    }

    @Test func `Fields with which clients could speak for Ficus do not pass`() async throws {
        let target = try await FakeTarget.start()
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            _ = try await RawClient.exchange(
                "GET", "/", port: plane.port, fields: [("Ficus-Leg", "shadow"), ("Ficus-Anything", "x")])
            let request = try #require(target.requests.first)
            #expect(!request.fields.contains { $0.name.hasPrefix("ficus-") })
        }
    }
}
