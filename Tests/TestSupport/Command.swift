package import Foundation
import Subprocess

/// A program run to its end: its exit code and what it printed.
package struct Command: Sendable {
    package let code: Int32
    package let output: String
    package let errors: String

    /// Runs `executable` (a path, or a name looked up in `PATH`) and waits for its end; a signal gives 128 plus its number.
    package static func run(
        _ executable: String, _ arguments: [String] = [], environment: [String: String] = [:], folder: URL? = nil
    ) async throws -> Command {
        var updates: [Environment.Key: String?] = [:]
        for (name, value) in environment { updates[Environment.Key(stringLiteral: name)] = value }
        let script = #"cd "$1" && shift && exec "$@""#
        let result = try await Subprocess.run(
            .name("sh"), arguments: Arguments(["-c", script, "sh", folder?.path ?? ".", executable] + arguments),
            environment: .inherit.updating(updates), output: .string(limit: 16 << 20), error: .string(limit: 1 << 20))
        let code: Int32 =
            switch result.terminationStatus {
            case .exited(let code): code
            case .signaled(let signal): 128 + signal
            }
        return Command(code: code, output: result.standardOutput, errors: result.standardError)
    }
}
