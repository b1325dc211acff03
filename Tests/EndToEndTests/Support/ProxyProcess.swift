import Foundation
import TestSupport

/// A real `ficus serve` in front of fake targets, with a small route table of its own.
final class ProxyProcess: Sendable {
    let folder: TemporaryFolder
    let port: Int
    let adminPort: Int
    private let child: ChildProcess

    private init(folder: TemporaryFolder, port: Int, adminPort: Int, child: ChildProcess) {
        self.folder = folder
        self.port = port
        self.adminPort = adminPort
        self.child = child
    }

    /// - Parameter descriptors: how many file descriptors the process may have, soft and hard; nil for what tests have.
    static func start(
        monolith: Int, service: Int, state: String, descriptors: Int? = nil
    ) async throws -> ProxyProcess {
        let folder = try TemporaryFolder("proxy")
        try folder.write(table(monolith: monolith, service: service, state: state), to: "routes/gateway.yaml")
        let ports = try FreePort.next(2)
        let limit = descriptors.map { ["sh", "-c", "ulimit -n \($0) && exec \"$@\"", "sh"] } ?? []
        let command =
            limit + [
                Program.ficus.executable, "serve", "--routes", folder.path("routes"), "--listen",
                "127.0.0.1:\(ports[0])", "--admin",
                "127.0.0.1:\(ports[1])", "--store", folder.path("ficus.sqlite"),
            ]
        let child = try await ChildProcess.start(
            command[0], Array(command.dropFirst()), log: folder.url.appending(path: "ficus.log"))
        try await child.ready(port: ports[0])
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
