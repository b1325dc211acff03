import Foundation
import Parity

/// Reads answers from files.
struct AnswerFiles {
    let form: RecordedAnswer.Form

    func read(_ path: String) throws -> RecordedAnswer {
        let bytes = try Self.bytes(of: path)
        do {
            return try RecordedAnswer.read(bytes, as: form, contentType: Self.contentType(of: path))
        } catch {
            throw Exit.badInput("\(path): \(error)", fix: "docs/recordings.md has the format")
        }
    }

    /// - Parameter path: `-` is standard input.
    static func bytes(of path: String) throws -> [UInt8] {
        do {
            if path == "-" { return Array(try FileHandle.standardInput.readToEnd() ?? Data()) }
            return Array(try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe))
        } catch {
            throw Exit.badInput("\(path) cannot be read", fix: "does it exist?")
        }
    }

    /// What the name of a file says of a body that no `Content-Type` describes; nil leaves it to its first byte.
    private static func contentType(of path: String) -> [UInt8]? {
        let types = [
            "ndjson": "application/x-ndjson", "jsonl": "application/x-ndjson", "xml": "application/xml",
            "html": "text/html", "htm": "text/html", "form": "application/x-www-form-urlencoded",
        ]
        return types[URL(fileURLWithPath: path).pathExtension.lowercased()].map { Array($0.utf8) }
    }
}

extension Exit {
    /// Says what cannot be used of what a command was given, and what to do about it; ends the command.
    static func badInput(_ problem: String, fix: String? = nil) -> any Error {
        Screen.complain(problem + (fix.map { "\n  hint: \($0)" } ?? ""))
        return Exit.badData.code
    }
}
