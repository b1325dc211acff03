import ControlPlane
import Foundation
import Parity

/// Judges a file of pairs, one JSON object a line, and writes one line for each.
struct PairBatch {
    var settings: PairJudge.Settings
    let form: RecordedAnswer.Form
    let route: String?
    /// Keep what was learned of ids for the next pair of the route.
    let learns: Bool

    /// Bytes of output that are held before they are written.
    private static let chunk = 1 << 16

    /// - Returns: how the command is to end.
    func run(_ path: String, _ book: inout RuleBook) throws -> Exit {
        let bytes = try AnswerFiles.bytes(of: path)
        var exit = Exit.ok
        var out = Data()
        let encoder = AdminJSON.encoder()
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            guard line.contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) else { continue }
            do {
                let pair = try RecordedExchange(line: Array(line), as: form)
                if pair.isHeading { continue }
                let judged = try judge(pair, &book)
                out += try encoder.encode(judged)
                if exit != .badData { exit = max(exit, Exit(judged)) }
            } catch let error as RecordingError {
                exit = .badData
                out += try encoder.encode(Failure(line: index + 1, error: "\(error)"))
            }
            out.append(0x0A)
            if out.count >= Self.chunk {
                try FileHandle.standardOutput.write(contentsOf: out)
                out = Data()
            }
        }
        try FileHandle.standardOutput.write(contentsOf: out)
        return exit
    }

    private func judge(_ pair: RecordedExchange, _ book: inout RuleBook) throws(RecordingError) -> JudgedPair {
        guard let monolith = pair.monolith, let service = pair.service else {
            throw RecordingError("the line has no \"\(pair.monolith == nil ? "monolith" : "service")\"")
        }
        var judge = try book.judge(for: pair, route: route)
        let judged = judge.judge(
            pair, monolith: monolith.observation, service: service.observation, settings)
        if learns { book.keep(judge, for: pair) }
        return judged
    }

    /// A line that could not be judged.
    private struct Failure: Encodable {
        let line: Int
        let error: String
    }

    private func max(_ one: Exit, _ other: Exit) -> Exit { one.rawValue > other.rawValue ? one : other }
}
