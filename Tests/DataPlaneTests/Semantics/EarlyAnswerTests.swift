import DataPlane
import TestSupport
import Testing

/// Answers that come before their request has ended (RFC 9112 sections 9.3 and 9.6).
@Suite(.timeLimit(.minutes(patient(1))))
struct EarlyAnswerTests {
    @Test(arguments: [FakeAnswer.Step.close, .reset])
    func `An answer survives a target that ends in the middle of the upload`(end: FakeAnswer.Step) async throws {
        let target = try await FakeTarget.start(
            .answeringHeads { _ in
                FakeAnswer.raw("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig").then(
                    .pause(.milliseconds(30)), end)
            })
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n")
            let sending = Task {
                let block = [UInt8](repeating: 1, count: 1 << 16)
                for _ in 0..<100 { try await client.send(block) }
            }
            let answer = try await client.readAnswer()
            #expect(answer.status == 413)
            #expect(answer.text == "big")
            #expect(answer["Connection"] == "close")
            sending.cancel()
            _ = await sending.result
        }
    }

    @Test func `A refusal of a body survives what the client still sends`() async throws {
        let target = try await FakeTarget.start()
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
            try await client.send("zz\r\n" + String(repeating: "x", count: 500_000))
            #expect(try await client.readAnswer().status == 400)
            #expect(try await client.readToEnd().isEmpty)
            #expect(!client.isBroken)
            #expect(target.requests.isEmpty)
        }
    }

    @Test func `An upload goes on beside its answer`() async throws {
        let rest = Latch()
        let target = try await FakeTarget.start(
            .answeringHeads { _ in
                FakeAnswer.raw("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab").then(.wait(rest), .bytes(octets("cd")))
            })
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello")
            try await eventually("the answer has begun") { client.receivedCount > 0 }
            let before = target.receivedBytes
            try await client.send("world")
            try await eventually("the rest has come") { target.receivedBytes == before + 5 }
            rest.open()
            #expect(try await client.readAnswer().text == "abcd")
        }
    }
}
