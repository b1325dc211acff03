import Foundation
import TestSupport
import Testing

extension BrokerStack {
    /// Runs the command line tool against this system's proxy.
    func ficus(_ arguments: String...) async throws -> Command {
        try await ficus(arguments: arguments)
    }

    func ficus(arguments: [String]) async throws -> Command {
        try await Command.run(
            Program.ficus.executable, arguments + ["--admin", "127.0.0.1:\(adminPort)"], environment: environment)
    }

    /// Flips and expects it to be done.
    func flip(_ unit: String, _ words: String...) async throws {
        let command = try await ficus(arguments: ["flip", unit] + words)
        #expect(command.code == 0, "flip \(unit) \(words): \(command.output)\(command.errors)")
    }

    /// One comparison, as `ficus parity verdicts` prints it.
    struct Verdict: Decodable {
        struct Difference: Decodable {
            let path: String
            let `class`: String
        }

        let requestID: String
        let route: String
        let verdict: String
        let reason: String?
        let differences: [Difference]

        enum CodingKeys: String, CodingKey {
            case route, verdict, reason, differences
            case requestID = "request_id"
        }
    }

    /// The last comparisons, oldest first.
    func verdicts(last count: Int = 500) async throws -> [Verdict] {
        let command = try await ficus("parity", "verdicts", "--format", "ndjson", "--last", "\(count)")
        return try command.output.split(separator: "\n").map { line in
            try JSONDecoder().decode(Verdict.self, from: Data(line.utf8))
        }
    }

    /// Waits until each side has applied what the other has written.
    func feedIsLevel(within deadline: Duration = .seconds(20)) async throws {
        let pairs: [(Program, Program)] = [
            (.monolith, .clients), (.monolith, .portfolios), (.monolith, .orders), (.clients, .monolith),
            (.portfolios, .monolith), (.orders, .monolith),
        ]
        try await eventually("the feed is level", within: deadline, every: .milliseconds(50)) {
            for (source, peer) in pairs {
                let position = try await feed(source).position
                guard let applied = try await feed(peer).applied[source.service], applied >= position else {
                    return false
                }
            }
            return true
        }
    }

    private struct Feed: Decodable {
        let position: Int
        let applied: [String: Int]
    }

    private func feed(_ program: Program) async throws -> Feed {
        let answer = try await RawClient.exchange("GET", "/internal/feed", port: port(program))
        return try JSONDecoder().decode(Feed.self, from: Data(answer.body))
    }

    /// Resident memory of a program, in MiB.
    func residentMiB(_ program: Program) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(try child(program).processIdentifier)/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        return (line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) / 1_024
    }
}
