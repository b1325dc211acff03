import Foundation
import TestSupport
import Testing

/// `ficus parity watch` and the formats of the report, as their users start them.
@Suite(.timeLimit(.minutes(2))) struct ParityWatchTests {
    private static let hasTerminals = FileManager.default.isExecutableFile(atPath: "/usr/bin/script")

    @Test func `where there is no terminal it writes lines of pairs`() async throws {
        let stack = try await SharedStack.ready()
        let watch = try await stack.ficus("parity", "watch", "--once", "--route", Units.marketData)
        #expect(watch.code == 0, "\(watch.errors)")
        let fields = watch.output.split(separator: "\n").map { $0.split(separator: " ").count }
        #expect(fields == [13] && watch.output.contains(" \(Units.marketData) state="), "\(watch.output)")
        #expect(!watch.output.contains("\u{1B}"))
        #expect(try await stack.ficus("parity", "watch", "--once", "--interval", "1ms").code == 64)
        #expect(try await stack.ficus("parity", "watch", "--once", "--route", "no.such.route").code != 0)
    }

    @Test(.enabled(if: hasTerminals, "no script(1) here"), arguments: [false, true])
    func `in a terminal it draws until Ctrl-C, and gives the terminal back`(isPlain: Bool) async throws {
        let stack = try await SharedStack.ready()
        let folder = try TemporaryFolder("watch")
        // Ctrl-C reaches the shell as well, which without a trap may end by it (dash does, bash does not).
        let command = """
            trap : INT; stty cols 80 rows 20; stty -g > before; \
            \(Program.ficus.executable) parity watch --interval 100ms --admin 127.0.0.1:\(stack.adminPort); \
            echo code=$?; stty -g > after
            """
        // What is typed into script goes to the terminal: Ctrl-C, once the table is there.
        let session = """
            (i=0; until grep -q recall screen 2>/dev/null || [ $i -ge 600 ]; do i=$((i+1)); sleep 0.1; done; \
            printf '\\003'; until [ -s after ] || [ $i -ge 1200 ]; do i=$((i+1)); sleep 0.1; done) \
            | script -qfec '\(command)' screen > /dev/null
            """
        // An empty one is none; who runs the tests may have set it.
        let environment = ["TERM": "xterm-256color", "NO_COLOR": isPlain ? "1" : "", "SHELL": "/bin/sh"]
        let run = try await Command.run(
            "/bin/sh", ["-c", session], environment: environment, folder: URL(fileURLWithPath: folder.path("")))
        #expect(run.code == 0, "\(run.errors)")
        func file(_ name: String) throws -> String { try String(contentsOfFile: folder.path(name), encoding: .utf8) }
        let screen = try file("screen")
        let (entered, left) = ("\u{1B}[?1049h", "\u{1B}[?25h\u{1B}[?1049l")
        #expect(screen.contains(entered) && screen.contains(left))
        // The table is on the screen that comes back, too.
        #expect(screen.components(separatedBy: left).last?.contains("recall") == true)
        #expect(screen.contains("code=0"))
        #expect(screen.contains("\u{1B}[2m") == !isPlain)
        #expect(try file("before") == file("after"))
    }

    @Test(arguments: [("markdown", "## Parity"), ("junit", "<testsuites "), ("text", "Parity · "), ("json", "{")])
    func `a report is written in a format`(format: String, beginning: String) async throws {
        let stack = try await SharedStack.ready()
        let report = try await stack.ficus("parity", "report", "--format", format)
        #expect(report.code == 0, "\(report.errors)")
        #expect(report.output.prefix(200).contains(beginning) && report.output.contains(Units.marketData))
    }
}
