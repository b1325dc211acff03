import ArgumentParser
import ControlPlane
import Foundation
import Parity
import Store

/// `ficus replay`: recorded requests, sent to two targets and compared as the running proxy does.
struct Replay: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, markdown }

    static let configuration = CommandConfiguration(
        abstract: "Send recorded requests to two targets and compare the answers.",
        discussion: """
            FILE is what ficus record writes, any file of pairs with requests (docs/recordings.md), or a HAR. Rules are \
            those of the route table: of --routes, of the running proxy with --live, or the defaults. Only requests of \
            safe methods are sent, unless --writes says otherwise, one write at a time; fields that were redacted are left \
            out, and -H puts others in their place. Ids go out as each side names them, as far as its answers have told; a \
            request with one that is not known is skipped (unmapped id).

            EXAMPLES
              ficus replay rec.ndjson --monolith http://127.0.0.1:3000 --service http://127.0.0.1:3003
              ficus replay rec.ndjson --monolith :3000 --service :3003 --routes RouteTables/brokerx --junit parity.xml
              ficus replay shop.har --monolith :3000 --service :3003 -H 'Authorization: Bearer eyJ...'
              ficus replay rec.ndjson --monolith :3000 --service :3003 --live --warm nightly
              ficus replay rec.ndjson --monolith :3000 --service :3003 --output markdown >> "$GITHUB_STEP_SUMMARY"

            EXIT CODES
              0 all agree, up to noise; 3 some differ; 1 nothing could be compared; 65 bad files; 69 a side never answers
            """)

    @Argument(help: "The recording, or a HAR; - is standard input.", completion: .file())
    var file: String

    @Option(help: ArgumentHelp("Where the monolith stands.", valueName: "url"), transform: Replay.target)
    var monolith: TargetURL

    @Option(help: ArgumentHelp("Where the service stands.", valueName: "url"), transform: Replay.target)
    var service: TargetURL

    @Option(help: ArgumentHelp("Only requests of this route; may be repeated.", valueName: "id"))
    var route: [String] = []

    @OptionGroup var rules: RuleOptions

    @Flag(help: "Compare under the rules of the running proxy.")
    var live = false

    @OptionGroup var fields: FieldOptions

    @Flag(help: "Send requests that may change something as well, to both sides.")
    var writes = false

    @Option(help: ArgumentHelp("Requests under way at one time.", valueName: "n"))
    var concurrency = 4

    @Option(help: ArgumentHelp("Requests a second at most.", valueName: "n"))
    var rate: Double?

    @Option(help: ArgumentHelp("How often the monolith is asked again where answers differ, 0 to 3.", valueName: "n"))
    var asks = 3

    @Option(help: ArgumentHelp("How long each answer may take.", valueName: "duration"))
    var timeout = Span(milliseconds: 10_000)

    @Option(name: [.customLong("output"), .customLong("format")], help: "text, json, or markdown for a pull request.")
    var output = Format.text

    @Option(help: ArgumentHelp("Write JUnit XML for CI.", valueName: "file"), completion: .file())
    var junit: String?

    @Option(
        help: ArgumentHelp(
            "Tell the running proxy what was shown, under this name; kept apart from what gates read.",
            valueName: "name"))
    var warm: String?

    func validate() throws {
        if let warm, warm.isEmpty || warm.count > 100 { throw ValidationError("--warm is a name of 1 to 100 letters.") }
        guard 0...3 ~= asks else { throw ValidationError("--asks is 0 to 3.") }
        guard 1...256 ~= concurrency else { throw ValidationError("--concurrency is 1 to 256.") }
        if let rate, !(rate > 0) { throw ValidationError("--rate is more than 0.") }
        if live, rules.withoutTable || rules.table.folder != nil {
            throw ValidationError("--live, --routes and --no-table say three different things; give one.")
        }
    }

    func run() async throws {
        let exchanges = try RecordingFile.exchanges(file)
        let book = try await rules.book(needsTable: live)
        let client = TargetClient(timeout: timeout.duration, connections: concurrency)
        var settings = PairJudge.Settings(now: Date().timeIntervalSince1970)
        settings.explains = false
        settings.keepsWrites = true
        settings.addresses = (monolith.origin, service.origin)
        let (monolith, service) = (monolith.description, service.description)
        let run = ReplayRun(
            inquiry: Inquiry(
                client: client, monolith: { monolith + $0.target }, service: { service + $0.target }, asks: asks,
                settings: settings),
            desk: ReplayDesk(book), fields: fields.fields, sendsWrites: writes, routes: Set(route),
            concurrency: concurrency, rate: rate)
        let started = Date()
        let results = await run.play(exchanges)
        await client.close()
        let report = ReplayReport(
            file: file, monolith: monolith, service: service, started: started,
            seconds: Date().timeIntervalSince(started), results: results)
        try show(report)
        if let warm {
            let evidence = report.evidence(source: warm, who: Operator.name)
            let _: [WarmEvidence] = try await AdminClient(rules.admin).post("/parity/warm", evidence)
        }
        throw report.exit.code
    }

    private func show(_ report: ReplayReport) throws {
        switch output {
        case .text: print(ReplayText(report).text)
        case .json: JSONText.show(report)
        case .markdown: print(ReplayMarkdown(report).text)
        }
        guard let junit else { return }
        do {
            try Data(report.junit.xml.utf8).write(to: URL(fileURLWithPath: junit), options: .atomic)
        } catch {
            Screen.complain("\(junit) cannot be written: \(error.localizedDescription)")
            throw Exit.failure.code
        }
    }

    private static func target(_ text: String) throws -> TargetURL {
        guard let url = TargetURL(argument: text.hasPrefix(":") ? "127.0.0.1\(text)" : text) else {
            throw ValidationError("\"\(text)\" is no address; write http://127.0.0.1:3000")
        }
        return url
    }
}
