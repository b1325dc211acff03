import Synchronization
import TestSupport

/// Messages that are almost right.
enum Garbage {
    static func request(using generator: inout SeededGenerator) -> [UInt8] {
        mutated(
            [
                "GET /a HTTP/1.1\r\nHost: a\r\n\r\n",
                "POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
                "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX: y\r\n\r\n",
                "GET http://a/ HTTP/1.1\r\nHost: a\r\nConnection: close, x\r\nX: 1\r\n\r\n",
                "PUT /d HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc",
            ], using: &generator)
    }

    static func answer(using generator: inout SeededGenerator) -> [UInt8] {
        mutated(
            [
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.0 200 OK\r\n\r\nhello",
                "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
            ], using: &generator)
    }

    /// A few of the samples after one another, with bytes changed, removed, repeated or cut.
    private static func mutated(_ samples: [String], using generator: inout SeededGenerator) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            bytes += Array((samples.randomElement(using: &generator) ?? "").utf8)
        }
        for _ in 0..<Int.random(in: 0...4, using: &generator) where !bytes.isEmpty {
            let index = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.remove(at: index)
            case 2: bytes.insert(bytes[index], at: index)
            default: bytes.removeLast(min(bytes.count, Int.random(in: 0...20, using: &generator)))
            }
        }
        return bytes
    }
}

/// Garbage for a fake target, one answer after the other.
final class GarbageAnswers: Sendable {
    private let generator: Mutex<SeededGenerator>

    init(seed: UInt64) { generator = Mutex(SeededGenerator(seed: seed)) }

    func next() -> FakeAnswer {
        let (bytes, closes) = generator.withLock { generator in
            (Garbage.answer(using: &generator), Bool.random(using: &generator))
        }
        let answer = FakeAnswer([.bytes(bytes)])
        return closes ? answer.then(.close) : answer
    }
}
