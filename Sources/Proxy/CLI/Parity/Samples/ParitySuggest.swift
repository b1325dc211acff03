import ArgumentParser
import ControlPlane
import Foundation
import Parity
import Routing

/// `ficus parity suggest`: rules and identity that would fit what was seen, with the evidence for each.
struct ParitySuggest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suggest",
        abstract: "Suggest rules for the differences that were seen, with the evidence for each.",
        discussion: """
            Looks at the exchanges that the proxy keeps (see ficus parity replay), or at recordings. Differences of \
            notation become rules: case, white space, rounding, time and number formats, order, names, ids. Each was \
            tried, and says in a comment what it hides. Other differences are faults: they are listed as a comment, and \
            become accept entries only with --accept.

            For one route the output is a file of rules, for --rules of other commands. --write puts the rules into the \
            files of the route table and leaves the rest of them as it is.

            EXAMPLES
              ficus parity suggest --route orders.list > rules.yaml
              ficus parity replay --route orders.list --rules rules.yaml
              ficus parity suggest --route orders.list --routes RouteTables/brokerx --write
              ficus parity suggest --from rec.ndjson --routes RouteTables/brokerx --accept BX-12 --until 2026-12-31

            EXIT CODES
              0 something, or nothing to suggest; 65 bad files; 69 no proxy answers
            """)

    @OptionGroup var samples: SampleOptions

    @Option(
        name: .customLong("routes"),
        help: ArgumentHelp("The folder of the route table; that of the running proxy without it.", valueName: "dir"),
        completion: .directory)
    var folder: String?

    @Flag(help: "Write the rules into the route table's files.")
    var write = false

    @Option(help: ArgumentHelp("Suggest to accept the real differences too, under this ticket.", valueName: "ticket"))
    var accept: String?

    @Option(help: ArgumentHelp("Until when they are accepted; in 30 days without it.", valueName: "yyyy-mm-dd"))
    var until: String?

    func validate() throws {
        if until != nil, accept == nil { throw ValidationError("--until says how long --accept holds; give both.") }
        if let until, until.wholeMatch(of: /\d{4}-\d{2}-\d{2}/) == nil {
            throw ValidationError("\"\(until)\" is no day; write 2026-12-31")
        }
        if let accept, accept.isEmpty || accept.contains(where: { "\"\\".contains($0) || $0.isNewline }) {
            throw ValidationError("--accept names a ticket, such as BX-12.")
        }
    }

    func run() async throws {
        let given = try TableOptions.load(folder)
        let (exchanges, live) = try await samples.load(table: given)
        let now = Date()
        guard let table = given ?? live?.table else { return }
        var suggestions: [Suggestion] = []
        for route in exchanges.keys.sorted() {
            do {
                var maker = try SuggestionMaker(
                    route: route, exchanges[route] ?? [], table: table, now: now.timeIntervalSince1970)
                let made = maker.suggestion(signedBy: acceptance(now))
                suggestions.append(accept == nil ? made : made.accepting)
            } catch {
                throw Exit.badInput("\(route): \(error)")
            }
        }
        guard !suggestions.isEmpty else {
            Screen.complain(
                "nothing was seen yet: send traffic to a route in shadow or canary, or name a recording with --from")
            return
        }
        if write {
            try RuleWriter(folder: folder ?? live?.folder ?? "").write(suggestions)
        } else {
            print(suggestions.map(\.text).joined(separator: "\n\n---\n"))
        }
    }

    private func acceptance(_ now: Date) -> SuggestedAcceptance {
        let inAMonth = now.addingTimeInterval(30 * 86_400).formatted(.iso8601.year().month().day())
        return SuggestedAcceptance(ticket: accept ?? "TICKET", until: until ?? inAMonth)
    }
}
