import Foundation
import Synchronization
import TestSupport
import Testing

/// One process takes the place of another while clients go on, and neither they nor the store notice.
@Suite(.serialized, .timeLimit(.minutes(5))) struct RestartTests {
    /// Clients that never stop: some keep their connection as long as they are let, others open one for each request.
    private final class Clients: Sendable {
        private let state = Mutex((answered: 0, failures: [String](), isStopped: false))
        let port: Int

        init(port: Int) { self.port = port }

        var answered: Int { state.withLock(\.answered) }
        var failures: [String] { state.withLock(\.failures) }
        func stop() { state.withLock { $0.isStopped = true } }

        func run(kept: Int, new: Int) async {
            await withTaskGroup { group in
                for number in 0..<kept { group.addTask { await self.keep("kept\(number)") } }
                for number in 0..<new { group.addTask { await self.open("new\(number)") } }
            }
        }

        private func keep(_ name: String) async {
            var client: RawClient?
            for number in 0... {
                guard !state.withLock(\.isStopped) else { return }
                await attempt(name) {
                    let open: RawClient
                    if let client { open = client } else { open = try await .connect(port: port) }
                    client = open
                    let path = "/things/\(name)-\(number)"
                    try await open.send(RawClient.message("GET", path, port: port))
                    let answer = try await open.readAnswer(within: .seconds(60))
                    if answer["connection"]?.lowercased() == "close" { client = nil }
                    guard answer.status == 200, answer.text == path else { throw TimedOut("wrong: \(answer.text)") }
                } orElse: {
                    client = nil
                }
            }
        }

        private func open(_ name: String) async {
            for number in 0... {
                guard !state.withLock(\.isStopped) else { return }
                await attempt(name) {
                    let path = "/things/\(name)-\(number)"
                    let answer = try await RawClient.exchange("GET", path, port: port)
                    guard answer.status == 200, answer.text == path else { throw TimedOut("wrong: \(answer.text)") }
                } orElse: {
                }
            }
        }

        private func attempt(_ name: String, _ body: () async throws -> Void, orElse: () -> Void) async {
            do {
                try await body()
                state.withLock { $0.answered += 1 }
            } catch {
                orElse()
                state.withLock { $0.failures.append("\(name): \(error)") }
            }
        }
    }

    private func echo() async throws -> FakeTarget {
        try await FakeTarget.start { request in .text(request.path) }
    }

    @Test func `no request is refused, reset or answered wrongly over five restarts, and no flip is lost`() async throws
    {
        let target = try await echo()
        let proxy = try await ProxyProcess.start(
            monolith: target.port, service: target.port, state: "monolith", isPatient: true)
        let clients = Clients(port: proxy.port)
        let traffic = Task { await clients.run(kept: 8, new: 4) }
        defer { clients.stop() }
        var process: Int32 = 0
        for number in 0..<5 {
            process = try await proxy.restart()
            let before = clients.answered
            try await eventually("the new process answers", within: .seconds(30)) { clients.answered > before + 50 }
            let flip = try await proxy.ficus(
                "flip", "all", number.isMultiple(of: 2) ? "shadow" : "monolith", "--force", "--reason",
                "after restart \(number)")
            #expect(flip.code == 0, "\(flip.errors)")
        }
        clients.stop()
        await traffic.value
        #expect(clients.failures.isEmpty, "\(clients.failures.prefix(5)) of \(clients.answered)")
        #expect(await proxy.child.exited() == .code(0))
        let history = try await proxy.ficus("history", "--format", "json")
        #expect(history.output.contains(/"verified" ?: ?true/), "\(history.output)\(history.errors)")
        for number in 0..<5 {
            #expect(history.output.split(separator: "after restart \(number)\"").count == 2, "\(history.output)")
        }
        kill(process, SIGTERM)
    }

    @Test func `an acknowledged flip holds for connections that the old process still has`() async throws {
        let monolith = try await FakeTarget.start { _ in .text("monolith") }
        let service = try await FakeTarget.start { _ in .text("service") }
        let proxy = try await ProxyProcess.start(
            monolith: monolith.port, service: service.port, state: "extracted", isPatient: true)
        var kept: [RawClient] = []
        for _ in 0..<4 {
            let client = try await RawClient.connect(port: proxy.port)
            try await client.send(RawClient.message("GET", "/things/1", port: proxy.port))
            #expect(try await client.readAnswer().text == "service")
            kept.append(client)
        }
        let process = try await proxy.restart()
        let flip = try await proxy.ficus("flip", "all", "monolith", "--reason", "a test")
        #expect(flip.code == 0, "\(flip.errors)")
        for client in kept {
            // On a very slow machine the old process has closed it by now, which is as good.
            if client.isEnded { continue }
            try await client.send(RawClient.message("GET", "/things/1", port: proxy.port))
            let answer = try await client.readAnswer()
            #expect(answer.text == "monolith" && answer["connection"] == "close")
        }
        #expect(await proxy.child.exited() == .code(0))
        kill(process, SIGTERM)
    }

    @Test(arguments: [
        ["--admin", "203.0.113.1:80"], ["--access-log", "/no/such/folder/access.log"], ["--store", "/"],
    ])
    func `when the new process fails to start, the old one goes on`(fault: [String]) async throws {
        let target = try await echo()
        let proxy = try await ProxyProcess.start(
            monolith: target.port, service: target.port, state: "monolith", isPatient: true)
        let clients = Clients(port: proxy.port)
        let traffic = Task { await clients.run(kept: 2, new: 2) }
        defer { clients.stop() }
        let admin = fault[0] == "--admin" ? [] : ["--admin", "127.0.0.1:\(proxy.adminPort)"]
        let store =
            fault[0] == "--store"
            ? ["--handover", proxy.folder.path("ficus.sqlite.handover")]
            : [
                "--store", proxy.folder.path("ficus.sqlite"),
            ]
        let failing = try await Command.run(
            Program.ficus.executable,
            ["serve", "--takeover", "--routes", proxy.folder.path("routes"), "--listen", "127.0.0.1:\(proxy.port)"]
                + admin + store + fault)
        #expect(failing.code != 0, "\(failing.output)\(failing.errors)")
        // The store is open again, and the admin API answers.
        let flip = try await proxy.ficus("flip", "all", "shadow", "--force", "--reason", "it goes on")
        #expect(flip.code == 0, "\(flip.errors)")
        #expect(try await proxy.ficus("history").output.contains("it goes on"))
        clients.stop()
        await traffic.value
        #expect(clients.failures.isEmpty, "\(clients.failures.prefix(5)) of \(clients.answered)")
        // And it can still be replaced.
        let process = try await proxy.restart()
        let end = await proxy.child.exited()
        #expect(end == .code(0), "\(end): \(proxy.child.output.suffix(2_000))")
        kill(process, SIGTERM)
    }

    @Test func `an idle proxy, whose end takes no time, still tells who asked that it is replaced`() async throws {
        let target = try await echo()
        let proxy = try await ProxyProcess.start(
            monolith: target.port, service: target.port, state: "monolith", isPatient: true)
        var process: Int32 = 0
        for _ in 0..<8 { process = try await proxy.restart() }
        #expect(await proxy.child.exited() == .code(0))
        kill(process, SIGTERM)
    }

    @Test func `nobody to take over from is no obstacle, and nobody to restart is one`() async throws {
        let target = try await echo()
        let folder = try TemporaryFolder("proxy")
        let none = try await Command.run(Program.ficus.executable, ["restart", "--store", folder.path("ficus.sqlite")])
        #expect(none.code == 69)
        let proxy = try await ProxyProcess.start(
            monolith: target.port, service: target.port, state: "monolith", options: ["--takeover"], folder: folder)
        #expect(try await RawClient.exchange("GET", "/things/1", port: proxy.port).status == 200)
        #expect(await proxy.child.stop() == .code(0))
        #expect(!FileManager.default.fileExists(atPath: folder.path("ficus.sqlite.handover")))
    }
}
