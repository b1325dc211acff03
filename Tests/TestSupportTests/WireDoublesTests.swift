import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct WireDoublesTests {
    @Test func `a fake target answers by closure and remembers what it received`() async throws {
        let target = try await FakeTarget.start { request in .json(#"{"path":"\#(request.path)"}"#) }
        let client = try await RawClient.connect(port: target.port)
        try await client.send(
            "POST /a?b=1 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
        let first = try await client.readAnswer()
        try await client.send("GET /c HTTP/1.1\r\nHost: x\r\n\r\nGET /d HTTP/1.1\r\nHost: x\r\n\r\n")
        let second = try await client.readAnswer()
        let third = try await client.readAnswer()
        #expect(
            [first.text, second.text, third.text] == [#"{"path":"/a?b=1"}"#, #"{"path":"/c"}"#, #"{"path":"/d"}"#])
        #expect(first["content-type"] == "application/json")
        #expect(target.requests.map(\.method) == ["POST", "GET", "GET"])
        #expect(target.requests[0].text == "abc")
        #expect(target.requests.map(\.number) == [0, 1, 2])
        #expect(target.acceptedConnections == 1)
    }

    @Test func `answers can wait for a latch, come in drops, and break off`() async throws {
        let latch = Latch()
        let target = try await FakeTarget.start { request in
            switch request.path {
            case "/wait": .text("late").after(latch)
            case "/drops":
                FakeAnswer.raw("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n")
                    .then(.trickle(Array("abc".utf8), every: .milliseconds(2)))
            case "/close": .raw("HTTP/1.1 200 OK\r\n\r\nall of it").then(.close)
            default: .resetMidBody
            }
        }
        async let waiting = RawClient.exchange("GET", "/wait", port: target.port)
        let drops = try await RawClient.exchange("GET", "/drops", port: target.port)
        #expect(drops.text == "abc")
        let close = try await RawClient.exchange("GET", "/close", port: target.port)
        #expect(close.text == "all of it")
        latch.open()
        #expect(try await waiting.text == "late")
        await #expect(throws: UnexpectedEnd.self) { try await RawClient.exchange("GET", "/", port: target.port) }
    }

    @Test func `an endless body stops at a client which does not read`() async throws {
        let target = try await FakeTarget.start { _ in .endless() }
        let client = try await RawClient.connect(port: target.port, reading: false)
        try await client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        try await eventually("the target is stopped by back-pressure") {
            let before = target.sentBytes
            try await Task.sleep(for: .milliseconds(50))
            return before > 0 && target.sentBytes == before
        }
        #expect(client.receivedCount == 0)
        await client.close()
        try await eventually("the target sees the end") { target.openConnections == 0 }
    }

    @Test func `connections are refused, closed, reset, or taken and never read`() async throws {
        await #expect(throws: (any Error).self) { try await RawClient.connect(port: FreePort.next()) }
        let closing = try await FakeTarget.start(.closingOnAccept)
        let closed = try await RawClient.connect(port: closing.port)
        #expect(try await closed.readToEnd().isEmpty)
        let mute = try await FakeTarget.start(.neverReading)
        let client = try await RawClient.connect(port: mute.port)
        try await client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        await #expect(throws: TimedOut.self) { try await client.readAnswer(within: .milliseconds(100)) }
        #expect(mute.receivedBytes == 0)
        let slow = try await FakeTarget.start(.readingSlowly(bytesPerSecond: 100))
        let patient = try await RawClient.connect(port: slow.port)
        let size = 10_000
        try await patient.send(String(repeating: "x", count: size))
        try await eventually("some bytes, not all") { (2..<size).contains(slow.receivedBytes) }
    }

    @Test func `a target can be dropped and brought back on its port`() async throws {
        let target = try await FakeTarget.start()
        let client = try await RawClient.connect(port: target.port)
        try await eventually("it is accepted") { target.openConnections == 1 }
        target.dropConnections(reset: true)
        try await eventually("the client sees it") { client.isEnded }
        let port = target.port
        await target.stop()
        await #expect(throws: (any Error).self) { try await RawClient.connect(port: port) }
        let again = try await FakeTarget.start(port: port)
        #expect(try await RawClient.exchange("GET", "/", port: again.port).text == "ok")
    }

    @Test func `load keeps its rate and counts what fails`() async throws {
        let target = try await FakeTarget.start { request in request.path == "/bad" ? .close : .text("ok") }
        let load = OpenLoopLoad.start(port: target.port, rate: 500) { $0 % 10 == 9 ? .get("/bad") : .get("/good") }
        let report = try await load.finish(after: 200)
        #expect(report.requests >= 200)
        #expect(report.failureCount == target.requests.count { $0.path == "/bad" })
        #expect(report.statuses[200] == target.requests.count { $0.path == "/good" })
        #expect(report.quantile(0.5) > .zero)
    }
}
