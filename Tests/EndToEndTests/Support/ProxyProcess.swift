import Foundation
import TestSupport

/// A real `ficus serve` in front of fake targets, with a small route table of its own.
final class ProxyProcess: Sendable {
    let folder: TemporaryFolder
    let port: Int
    let adminPort: Int
    let child: ChildProcess

    private init(folder: TemporaryFolder, port: Int, adminPort: Int, child: ChildProcess) {
        self.folder = folder
        self.port = port
        self.adminPort = adminPort
        self.child = child
    }

    /// - Parameters:
    ///   - options: more words of the command line.
    ///   - isPatient: targets get a minute for everything, so that a busy machine fails no request.
    ///   - descriptors: how many file descriptors the process may have, soft and hard; nil for what tests have.
    ///   - launcher: a program and its first arguments that become `ficus`, by default none.
    static func start(
        monolith: Int, service: Int, state: String, options: [String] = [], environment: [String: String] = [:],
        launcher: [String] = [], folder: TemporaryFolder? = nil, isPatient: Bool = false, descriptors: Int? = nil
    ) async throws -> ProxyProcess {
        let folder = try folder ?? TemporaryFolder("proxy")
        var table = table(monolith: monolith, service: service, state: state)
        if isPatient {
            table.replace(
                "{connect: 250ms, first_byte: 3s, total: 10s,", with: "{connect: 60s, first_byte: 60s, total: 120s,")
        }
        try folder.write(table, to: "routes/gateway.yaml")
        let ports = try FreePort.next(2)
        let limit = descriptors.map { ["sh", "-c", "ulimit -n \($0) && exec \"$@\"", "sh"] } ?? []
        let words =
            limit + launcher + [
                Program.ficus.executable, "serve", "--routes", folder.path("routes"), "--listen",
                "127.0.0.1:\(ports[0])", "--admin",
                "127.0.0.1:\(ports[1])", "--store", folder.path("ficus.sqlite"),
            ] + options
        let child = try await ChildProcess.start(
            words[0], Array(words.dropFirst()), environment: environment, log: folder.url.appending(path: "ficus.log"))
        // The ports listen before anybody accepts: the first answer tells that it serves.
        try await child.ready(port: ports[1])
        try await eventually("it serves", within: .seconds(60)) {
            if !child.isRunning { return true }
            return try await RawClient.exchange("GET", "/status", port: ports[1]).status == 200
        }
        return ProxyProcess(folder: folder, port: ports[0], adminPort: ports[1], child: child)
    }

    static func table(monolith: Int, service: Int, state: String) -> String {
        """
        apiVersion: ficus/v1
        kind: Gateway
        unmatched: monolith
        targets:
          monolith: {urls: ["http://127.0.0.1:\(monolith)"]}
          things: {urls: ["http://127.0.0.1:\(service)"]}
        defaults:
          timeouts: {connect: 250ms, first_byte: 3s, total: 10s, idle: 60s}
          parity: {sample: 100%, max_body: 64KiB}
        ---
        apiVersion: ficus/v1
        kind: RouteTable
        domain: things
        candidate: things
        groups:
          all: {state: \(state), owner: monolith}
        routes:
          things.show: {group: all, match: GET /things/:id}
          things.search: {group: all, match: POST /search, effect: read}

        """
    }

    /// Runs `ficus` against its admin API.
    func ficus(_ words: String...) async throws -> Command {
        try await Command.run(Program.ficus.executable, words + ["--admin", "127.0.0.1:\(adminPort)"])
    }

    /// Has it replaced by a new process, whose id is given; that one is ended when the test process ends.
    func restart() async throws -> Int32 {
        let command = try await Command.run(
            Program.ficus.executable, ["restart", "--store", folder.path("ficus.sqlite")])
        guard command.code == 0, let found = command.output.firstMatch(of: /process (\d+) serves now/),
            let process = Int32(found.1)
        else { throw TimedOut("not restarted: \(command.output)\(command.errors)\(child.output.suffix(2_000))") }
        ChildProcess.endsWithUs(process)
        return process
    }

    /// The sum of a counter over its labels, or over those lines which contain a text.
    func metric(_ name: String, containing text: String? = nil) async throws -> Int {
        let answer = try await RawClient.exchange("GET", "/metrics", port: adminPort)
        return answer.text.split(separator: "\n")
            .filter { ($0.hasPrefix(name + "{") || $0.hasPrefix(name + " ")) && (text.map($0.contains) ?? true) }
            .compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }
            .reduce(0) { $0 + Int($1) }
    }

    /// What the process has used of the processors since its start.
    func cpuSeconds() throws -> Double {
        let status = try String(contentsOfFile: "/proc/\(child.processIdentifier)/stat", encoding: .utf8)
        // Behind the name in brackets; user and system time are the 14th and 15th value of the line.
        let values = status.split(separator: ")").last?.split(separator: " ") ?? []
        let ticks = values.dropFirst(11).prefix(2).compactMap { Double($0) }.reduce(0, +)
        return ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    func residentMiB() throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(child.processIdentifier)/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        return (line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) / 1_024
    }
}
