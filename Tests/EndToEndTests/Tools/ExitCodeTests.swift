import Foundation
import TestSupport
import Testing

/// The exit codes of the command line tool, which scripts rely on.
@Suite(.timeLimit(.minutes(2))) struct ExitCodeTests {
    @Test func `0, 2, 3 and 64 against a running proxy`() async throws {
        let stack = try await BrokerStack.start([.ficus])
        for words in [["status"], ["routes"], ["history"], ["parity", "report"], ["reload"], ["plan"]] {
            let text = try await stack.ficus(arguments: words)
            #expect(text.code == 0, "\(words): \(text.output)\(text.errors)")
        }
        for words in [["status"], ["routes"], ["history"], ["parity", "report"], ["plan"]] {
            let json = try await stack.ficus(arguments: words + ["--format", "json"])
            #expect(json.code == 0)
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(json.output.utf8)) }
        }
        #expect(try await stack.ficus("flip", Units.marketData, "canary", "--percent", "5").code == 3)
        try await stack.flip(Units.marketData, "shadow")
        // The flip made the stored state differ from the file.
        let plan = try await stack.ficus("plan")
        #expect(plan.code == 2 && plan.output.contains(Units.marketData), "\(plan.output)")
        #expect(try await stack.ficus("apply").code == 0)
        #expect(try await stack.ficus("plan").code == 0)
        #expect(try await stack.ficus("flip", Units.marketData, "sideways").code == 64)
        #expect(try await stack.ficus("flip", Units.marketData, "canary", "--percent", "5", "--force").code == 64)
        #expect(try await stack.ficus("frobnicate").code == 64)
        #expect(try await stack.ficus("flip", "no.such.route", "shadow").code != 0)
    }

    @Test func `65 for bad data, with file, line and column`() async throws {
        let folder = try TemporaryFolder()
        let text = ProxyProcess.table(monolith: 1, service: 2, state: "sideways")
        let file = try folder.write(text, to: "routes/gateway.yaml")
        let check = try await Command.run(Program.ficus.executable, ["check", folder.path("routes")])
        #expect(check.code == 65)
        #expect((check.output + check.errors).contains(/gateway\.yaml:\d+:\d+/), "\(check.output)\(check.errors)")
        try text.replacing("sideways", with: "shadow").write(toFile: file, atomically: true, encoding: .utf8)
        #expect(try await Command.run(Program.ficus.executable, ["check", folder.path("routes")]).code == 0)
    }

    @Test func `69 when no proxy answers`() async throws {
        let port = try FreePort.next()
        let status = try await Command.run(Program.ficus.executable, ["status", "--admin", "127.0.0.1:\(port)"])
        #expect(status.code == 69)
        #expect(!status.errors.isEmpty && status.output.isEmpty)
    }

    @Test func `75 while the feed is not level`() async throws {
        // Without the services nobody applies what the monolith writes.
        let stack = try await BrokerStack.start([.monolith, .ficus])
        let flip = try await stack.ficus("flip", Units.orders, "shadow")
        #expect(flip.code == 75, "\(flip.output)\(flip.errors)")
        #expect((flip.output + flip.errors).contains("feed"))
        try await stack.flip(Units.orders, "shadow", "--force", "--reason", "a test")
    }

    @Test func `help and completions are there`() async throws {
        let help = try await Command.run(Program.ficus.executable, ["--help"])
        #expect(help.code == 0)
        for word in [
            "serve", "check", "routes", "explain", "flip", "rollback", "plan", "apply", "history", "status",
            "reload", "parity", "record", "replay", "compare",
        ] {
            #expect(help.output.contains(word))
            let about = try await Command.run(Program.ficus.executable, [word, "--help"])
            #expect(about.code == 0)
        }
        let script = try await Command.run(Program.ficus.executable, ["--generate-completion-script", "bash"])
        #expect(script.code == 0 && script.output.contains("ficus"))
    }
}
