import ArgumentParser
import ControlPlane
import Foundation
import Parity
import Routing

/// `ficus parity replay`: what other rules would say of exchanges that were seen; a rule needs no new traffic.
struct ParityReplay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Judge stored exchanges again under changed rules, and show what would change.",
        discussion: """
            The proxy keeps a few exchanges of each group of differences and some that agree, redacted, at most a mebibyte \
            of each route and for 14 days. They are judged under the rules in force, and under those of the files on \
            disk: of --routes, or of the folder that the proxy has read. --rules adds a file of rules.

            EXAMPLES
              ficus parity replay                                  what would ficus reload change?
              ficus parity replay --route orders.list --rules rules.yaml
              ficus parity replay --routes RouteTables/brokerx --output json | jq '.[].groups'
              ficus parity replay --from rec.ndjson --routes RouteTables/brokerx --rules rules.yaml

            EXIT CODES
              0 no mismatch would remain; 3 some would; 65 bad files; 69 no proxy answers
            """)

    @OptionGroup var samples: SampleOptions

    @Option(
        name: .customLong("routes"),
        help: ArgumentHelp("The folder with the changed route table.", valueName: "dir"), completion: .directory)
    var folder: String?

    @Option(
        help: ArgumentHelp(
            "Add these rules: a file with what stands under parity: in a route table.", valueName: "file"),
        completion: .file())
    var rules: String?

    @Option(name: [.customLong("output"), .customLong("format")], help: "For people (text) or for programs (json).")
    var output = OutputOptions.Format.text

    func run() async throws {
        let given = try TableOptions.load(folder)
        let (exchanges, live) = try await samples.load(table: given)
        // A file of rules alone is added to what is in force; otherwise the files on disk are what is tried.
        let changed = try given ?? (rules == nil ? live.map { try $0.onDisk() } : live?.table)
        let extra = try rules.map { SourceFile(name: $0, bytes: try AnswerFiles.bytes(of: $0)) }
        let after = try RuleOptions.checked(
            RuleBook(table: changed, extra: extra, environment: ProcessInfo.processInfo.environment), extra)
        let before = RuleBook(table: live?.table ?? given)
        let now = Date().timeIntervalSince1970
        var changes: [Rejudgement] = []
        for route in exchanges.keys.sorted() {
            do {
                changes.append(
                    try Rejudgement(route: route, exchanges[route] ?? [], before: before, after: after, now: now))
            } catch {
                throw Exit.badInput("\(route): \(error)", fix: "is the route in the changed table?")
            }
        }
        switch output {
        case .json: JSONText.show(changes)
        case .text: print(Self.text(changes))
        }
        if changes.contains(where: \.hasMismatch) { throw Exit.gateRefused.code }
    }

    private static func text(_ changes: [Rejudgement]) -> String {
        guard !changes.isEmpty else {
            return
                "no exchange is kept yet: send traffic to a route in shadow or canary, or name a recording with --from"
        }
        return changes.map { change in
            var lines = [Screen.styled(change.route, .bold) + "  \(Words.count(change.exchanges, "exchange"))"]
            if change.outdated > 0 { lines[0] += ", and \(change.outdated) of earlier builds" }
            let verdicts = change.verdicts.filter { $0.before + $0.after > 0 }
                .map { "\($0.verdict) \($0.before) -> \(Screen.styled("\($0.after)", $0.style))" }
            lines.append("  " + verdicts.joined(separator: ", "))
            if !change.groups.isEmpty {
                let rows = change.groups.map { group in
                    [
                        "\(group.before)", "\(group.after)", PlainText.printable(group.pattern),
                        group.kind.rawValue
                            + (group.relation.map { " (\($0.rawValue.replacing("_", with: " ")))" } ?? ""),
                    ]
                }
                let table = Screen.table(["BEFORE", "AFTER", "PLACE", "CLASS"], rows) { row, column in
                    column == 1 ? (change.groups[row].after == 0 ? .green : .red) : nil
                }
                lines += table.split(separator: "\n").map { "  \($0)" }
            }
            lines += change.neverMet.map { "  never met: \(PlainText.printable($0))" }
            return lines.joined(separator: "\n")
        }.joined(separator: "\n\n")
    }
}

extension Rejudgement.VerdictChange {
    fileprivate var style: Screen.Style {
        switch verdict {
        case "match": .green
        case "mismatch": after > 0 ? .red : .green
        default: .yellow
        }
    }
}

extension LiveTable {
    /// The table of the folder as it is now.
    func onDisk() throws -> RouteTable {
        let environment = ProcessInfo.processInfo.environment.merging(variables) { _, its in its }
        guard let table = try TableOptions.load(folder, environment: environment) else { return table }
        return table
    }
}
