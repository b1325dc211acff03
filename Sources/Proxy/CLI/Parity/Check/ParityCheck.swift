import ArgumentParser
import ControlPlane
import Foundation
import Parity

/// `ficus parity check`: judges pairs of answers that lie in files, by what judges them in the running proxy.
struct ParityCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Compare two answers in files under a route's rules.",
        discussion: """
            A file is a body of any kind, what curl -i prints, or a whole observation: a JSON object with status, headers \
            and body (docs/recordings.md). Further answers of the monolith to the same request tell noise from faults. \
            The rules are those of --route: of the folder --routes, or of the running proxy; without a route the \
            defaults; those of --rules are added.

            A file of --pairs has one JSON object a line: id, monolith, service, and perhaps monolith_again, \
            service_again, route, request, rules, time. A recording is such a file. One JSON object a line comes out.

            EXAMPLES
              ficus parity check --monolith a.json --service b.json
              ficus parity check --route orders.show --routes RouteTables/brokerx --monolith a.json --service b.json
              ficus parity check --monolith a.json --service b.json --monolith-again a2.json --rules rules.yaml
              ficus parity check --monolith a.json --service b.json --output json | jq -r '.differences[].path'
              ficus parity check --pairs pairs.ndjson | jq -c 'select(.verdict == "mismatch")'

            EXIT CODES
              0 match, or explained as noise; 3 mismatch; 1 not comparable; 64 usage; 65 files that cannot be read
            """)

    @Option(help: ArgumentHelp("The monolith's answer.", valueName: "file"), completion: .file())
    var monolith: String?

    @Option(help: ArgumentHelp("The service's answer.", valueName: "file"), completion: .file())
    var service: String?

    @Option(
        help: ArgumentHelp("What the monolith answered to the same request later; up to three.", valueName: "file"),
        completion: .file())
    var monolithAgain: [String] = []

    @Option(
        help: ArgumentHelp("What the service answered to the same request later; up to three.", valueName: "file"),
        completion: .file())
    var serviceAgain: [String] = []

    @Option(
        help: ArgumentHelp("Many pairs, one JSON object a line; - is standard input.", valueName: "file"),
        completion: .file())
    var pairs: String?

    @Option(help: ArgumentHelp("The route whose rules hold.", valueName: "id"))
    var route: String?

    @OptionGroup var rules: RuleOptions

    @Option(name: .customLong("as"), help: "What the files are: auto, body or observation.")
    var form = RecordedAnswer.Form.auto

    @Flag(help: "These answer a write: ids and times that are new with each call are judged by their shape.")
    var write = false

    @Flag(help: "With --pairs: keep what was learned of ids from pair to pair of a route.")
    var learn = false

    @Option(name: [.customLong("output"), .customLong("format")], help: "For people (text) or for programs (json).")
    var output: OutputOptions.Format?

    func validate() throws {
        if pairs != nil {
            guard monolith == nil, service == nil, monolithAgain.isEmpty, serviceAgain.isEmpty else {
                throw ValidationError("--pairs names all answers; leave out --monolith and --service.")
            }
        } else if monolith == nil || service == nil {
            throw ValidationError("Name both answers: --monolith FILE --service FILE, or many with --pairs FILE.")
        }
        if monolithAgain.count > 3 || serviceAgain.count > 3 {
            throw ValidationError("A side is asked again at most three times.")
        }
        if rules.withoutTable, route != nil {
            throw ValidationError("--route needs a route table; --no-table has none.")
        }
    }

    func run() async throws {
        var book = try await rules.book(needsTable: route != nil)
        var settings = PairJudge.Settings(now: Date().timeIntervalSince1970)
        if write { settings.isWrite = true }
        if let pairs {
            let batch = PairBatch(settings: settings, form: form, route: route, learns: learn)
            throw try batch.run(pairs, &book).code
        }
        let judged = try judge(&book, settings)
        switch output ?? .text {
        case .json: JSONText.show(judged)
        case .text: print(JudgedPairText(judged).text)
        }
        throw Exit(judged).code
    }

    private func judge(_ book: inout RuleBook, _ settings: PairJudge.Settings) throws -> JudgedPair {
        let files = AnswerFiles(form: form)
        let left = try files.read(monolith ?? "")
        let right = try files.read(service ?? "")
        guard left.isWhole == right.isWhole else {
            let whole = left.isWhole ? monolith : service
            throw Exit.badInput(
                "\(whole ?? "") is a whole observation, the other file a body",
                fix: "give both in one form, or say --as body")
        }
        let pair = RecordedExchange(
            request: left.request ?? right.request, monolith: left, service: right,
            monolithAgain: try monolithAgain.map { try files.read($0).observation },
            serviceAgain: try serviceAgain.map { try files.read($0).observation })
        do {
            var judge = try book.judge(for: pair, route: route)
            return judge.judge(pair, monolith: left.observation, service: right.observation, settings)
        } catch {
            throw Exit.badInput("\(error)", fix: route.map { _ in "ficus routes lists them" })
        }
    }
}

extension RecordedAnswer.Form: ExpressibleByArgument {}

extension Exit {
    /// How a command ends that has judged a pair.
    init(_ judged: JudgedPair) {
        self =
            switch judged.verdict {
            case Verdict.mismatch.name: .gateRefused
            case Verdict.match.name, Verdict.noise.name: .ok
            default: .failure
            }
    }
}
