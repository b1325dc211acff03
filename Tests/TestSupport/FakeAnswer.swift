/// What a fake target does with a request, step by step.
///
///     FakeAnswer.json(#"{"id":1}"#)
///     FakeAnswer.raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc").then(.reset)
package struct FakeAnswer: Sendable {
    package enum Step: Sendable {
        case bytes([UInt8])
        /// One byte at a time, with a pause after each.
        case trickle([UInt8], every: Duration)
        /// These bytes again and again, as fast as the peer reads, until the connection ends.
        case endless([UInt8])
        case pause(Duration)
        /// Goes on when the test opens the latch.
        case wait(Latch)
        /// Nothing more, ever; the connection stays open.
        case hang
        case close
        case reset
    }

    package let steps: [Step]

    package init(_ steps: [Step]) {
        self.steps = steps
    }

    package func then(_ more: Step...) -> FakeAnswer {
        FakeAnswer(steps + more)
    }

    /// The same answer after the latch has been opened.
    package func after(_ latch: Latch) -> FakeAnswer {
        FakeAnswer([.wait(latch)] + steps)
    }

    package static let hang = FakeAnswer([.hang])
    package static let close = FakeAnswer([.close])
    package static let reset = FakeAnswer([.reset])

    package static func raw(_ text: String) -> FakeAnswer {
        FakeAnswer([.bytes(Array(text.utf8))])
    }

    package static func json(_ body: String, status: Int = 200, fields: [(String, String)] = []) -> FakeAnswer {
        text(body, status: status, fields: [("Content-Type", "application/json")] + fields)
    }

    package static func text(_ body: String, status: Int = 200, fields: [(String, String)] = []) -> FakeAnswer {
        let lines = fields.map { "\($0.0): \($0.1)\r\n" }.joined()
        return raw("HTTP/1.1 \(status) Status\r\n\(lines)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    /// An answer whose body never ends, as fast as the peer reads; chunked, or with the length that it claims.
    package static func endless(claiming length: Int? = nil) -> FakeAnswer {
        let block = [UInt8](repeating: UInt8(ascii: "x"), count: 65_536)
        guard let length else {
            let chunk = Array("10000\r\n".utf8) + block + Array("\r\n".utf8)
            return raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").then(.endless(chunk))
        }
        return raw("HTTP/1.1 200 OK\r\nContent-Length: \(length)\r\n\r\n").then(.endless(block))
    }

    /// A reset in the middle of the body.
    package static let resetMidBody = raw("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\npart").then(
        .pause(.milliseconds(20)), .reset)
}
