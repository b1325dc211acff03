import Foundation
import TestSupport

/// The command blocks (fenced with `sh`) of a document, and a shell to run them in as a reader would.
struct ShellBlocks: Sendable {
    struct Block: Sendable {
        let line: Int
        let text: String
    }

    let blocks: [Block]

    init(document: String) throws {
        var blocks: [Block] = []
        var open: (line: Int, lines: [Substring])?
        let text = try Repository.text(document)
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line == "```sh" {
                open = (index + 1, [])
            } else if line.hasPrefix("```"), let finished = open {
                blocks.append(Block(line: finished.line, text: finished.lines.joined(separator: "\n")))
                open = nil
            } else {
                open?.lines.append(line)
            }
        }
        self.blocks = blocks
    }
}

extension ShellBlocks.Block {
    /// Runs the block from the root folder and stops at the first command that fails.
    ///
    /// A reader's ports are those of the test, and so are the `ficus` on the path and the folder `run`.
    func run(port: Int, tools: String, environment: [String: String]) async throws -> Command {
        let script =
            text
            .replacing("localhost:8080", with: "localhost:\(port)")
            .replacing("$PWD/.build/release", with: tools)
            .replacing("localhost:3000", with: "localhost:\(environment["MONOLITH_PORT"] ?? "3000")")
            .replacing("localhost:3003", with: "localhost:\(environment["ORDERS_PORT"] ?? "3003")")
            .replacing(" run/", with: " \(tools)/")
        var environment = environment
        environment["PATH"] = "\(tools):\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")"
        return try await Command.run(
            "bash", ["-euo", "pipefail", "-c", script], environment: environment, folder: Repository.url)
    }

    /// A folder with a `ficus` which talks to the proxy of the test.
    static func tools(in folder: TemporaryFolder, adminPort: Int) throws -> String {
        let script = """
            #!/bin/sh
            case "$1" in
                check | --*) exec '\(Program.ficus.executable)' "$@" ;;
                *) exec '\(Program.ficus.executable)' "$@" --admin 127.0.0.1:\(adminPort) ;;
            esac

            """
        let file = try folder.write(script, to: "tools/ficus")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
        return folder.path("tools")
    }
}
