import Foundation
import TestSupport
import Testing

/// What the documents tell a reader to type is typed here.
@Suite(.timeLimit(.minutes(4))) struct DocumentedCommandsTests {
    @Test func `the commands of the migration plan work, in its order`() async throws {
        let stack = try await BrokerStack.start(gates: .easy)
        let tools = try ShellBlocks.Block.tools(in: stack.folder, adminPort: stack.adminPort)
        let plan = try ShellBlocks(document: "migration-plan.md")
        #expect(plan.blocks.count >= 8)
        let traffic = EverydayTraffic(stack: stack)
        for block in plan.blocks {
            var command = try await block.run(port: stack.proxy, tools: tools, environment: stack.environment)
            // A gate that wants more evidence gets it, as the plan says.
            for _ in 0..<3 where command.code == 3 {
                try await traffic.once()
                command = try await block.run(port: stack.proxy, tools: tools, environment: stack.environment)
            }
            guard command.code == 0 else {
                let report = try await stack.ficus("parity", "report")
                Issue.record(
                    """
                    migration-plan.md:\(block.line) ended with \(command.code):
                    \(command.output)\(command.errors)\(report.output)
                    """)
                return
            }
            // Between two steps life goes on, and evidence with it.
            async let one: Void = traffic.once()
            async let other: Void = traffic.once()
            _ = try await (one, other)
        }
        let routes = try await stack.ficus("routes", "--format", "json")
        #expect(routes.output.contains("retired") && !routes.output.contains(#""shadow""#))
    }

    @Test func `the commands of the README work while make run is up`() async throws {
        let folder = try TemporaryFolder("readme")
        let names = [
            "PORT", "ADMIN_PORT", "MONOLITH_PORT", "CLIENTS_PORT", "PORTFOLIOS_PORT", "ORDERS_PORT", "ORDERS_PORT_2",
        ]
        let ports = Dictionary(uniqueKeysWithValues: zip(names, try FreePort.next(names.count)))
        let settings = ["RUN": folder.path("run"), "BIN": BuildFolder.url.path]
        let environment = settings.merging(ports.mapValues(String.init)) { first, _ in first }
        let readme = try ShellBlocks(document: "README.md")
        let run = try #require(readme.blocks.first { $0.text == "make run" })

        // As in a terminal of its own.
        let system = try await ChildProcess.start(
            "/bin/bash", ["-c", "cd '\(Repository.url.path)' && exec \(run.text)"], environment: environment,
            log: folder.url.appending(path: "run.log"))
        try await eventually("everything runs", within: .seconds(60)) {
            try #require(system.isRunning, "\(system.output)")
            return system.output.contains("Try next")
        }
        for port in ports.values { await (try RawClient.connect(port: port)).close() }

        let port = try #require(ports["PORT"])
        let tools = try ShellBlocks.Block.tools(in: folder, adminPort: try #require(ports["ADMIN_PORT"]))
        for block in readme.blocks where !Self.runElsewhere.contains(block.text) {
            let command = try await block.run(port: port, tools: tools, environment: environment)
            try #require(
                command.code == 0,
                "README.md:\(block.line) ended with \(command.code):\n\(command.output)\(command.errors)")
        }

        let stop = try await Command.run("make", ["stop"], environment: environment, folder: Repository.url)
        #expect(stop.code == 0 && stop.output.contains("stopped"), "\(stop.output)\(stop.errors)")
        _ = await system.exited()
        for port in ports.values {
            await #expect(throws: (any Error).self, "\(port) still answers") { try await RawClient.connect(port: port) }
        }
    }

    /// `make run` above, the demo in a test of its own, and the tests themselves.
    private static let runElsewhere: Set = ["make run", "make demo", "make test"]

    @Test(arguments: ["run", "stop", "test", "demo", "bench", "lint", "format", "help", "setup"])
    func `make help lists the command`(target: String) async throws {
        let help = try await Command.run("make", ["help"], folder: Repository.url)
        #expect(help.code == 0)
        #expect(help.output.split(separator: "\n").contains { $0.hasPrefix(target + " ") })
    }
}
