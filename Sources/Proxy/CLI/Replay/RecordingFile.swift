import Foundation
import Parity

/// What can be replayed: a recording, a file of pairs, or a HAR.
enum RecordingFile {
    /// The exchanges of a file that have a request. What cannot be read ends the command with the line it stands in.
    static func exchanges(_ path: String) throws -> [RecordedExchange] {
        let bytes = try AnswerFiles.bytes(of: path)
        if HARReader.reads(bytes) {
            do {
                return try HARReader.exchanges(bytes)
            } catch {
                throw Exit.badInput("\(path): \(error)")
            }
        }
        var exchanges: [RecordedExchange] = []
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            guard line.contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) else { continue }
            do {
                var exchange = try RecordedExchange(line: Array(line))
                if exchange.isHeading { continue }
                exchange.id = exchange.id ?? "line-\(index + 1)"
                exchanges.append(exchange)
            } catch {
                throw Exit.badInput("\(path):\(index + 1): \(error)", fix: "docs/recordings.md has the format")
            }
        }
        return exchanges
    }
}
