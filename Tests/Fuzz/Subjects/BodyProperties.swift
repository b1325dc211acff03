import HTTPWire
import NIOCore
import Parity

/// A chunked body ends at one place, or is wrong, however its bytes arrive.
enum ChunkProperties {
    static func check(_ bytes: [UInt8]) throws(Broken) {
        let whole = scan([bytes[...]])
        let cut = scan(pieces(bytes))
        try hold(whole == cut, "the outcome depends on how the bytes arrive: \(whole), \(cut)")
        try hold(whole.consumed <= bytes.count, "more was consumed than there is")
    }

    private struct Outcome: Equatable {
        var isComplete = false
        var error: String?
        /// Only compared where the body is complete: how far a scan has come before an error is nobody's business.
        var consumed = 0
    }

    private static func scan(_ pieces: [ArraySlice<UInt8>]) -> Outcome {
        var scanner = BodyScanner(.chunked)
        var outcome = Outcome()
        var buffer = ByteBuffer()
        do {
            for piece in pieces {
                buffer.writeBytes(piece)
                while buffer.readableBytes > 0 {
                    let progress = try scanner.scan(buffer)
                    buffer.moveReaderIndex(forwardBy: progress.consumed)
                    outcome.consumed += progress.consumed
                    if progress.isComplete {
                        outcome.isComplete = true
                        return outcome
                    }
                    if progress.consumed == 0 { break }
                }
            }
        } catch {
            return Outcome(error: "\(error)")
        }
        return Outcome()
    }
}

/// A comparison of anything with itself finds nothing, and of anything with anything else an end.
enum JSONProperties {
    static func check(_ bytes: [UInt8]) throws(Broken) {
        let half = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count / 2
        let left = observation(Array(bytes[..<half]))
        let right = observation(Array(bytes[half...]))
        let rules = ComparisonRules()
        _ = Comparator.compare(monolith: left, service: right, rules: rules)
        let same = Comparator.compare(monolith: left, service: left, rules: rules)
        try hold(same.differences.isEmpty, "an answer differs from itself: \(same.differences)")
    }

    private static func observation(_ body: [UInt8]) -> Observation {
        Observation(status: 200, contentType: Array("application/json".utf8), body: body)
    }
}
