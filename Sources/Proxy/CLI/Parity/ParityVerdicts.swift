import ArgumentParser
import ControlPlane
import Foundation

/// `ficus parity verdicts`: one line per comparison, live or the last ones.
struct ParityVerdicts: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, ndjson, json
    }

    static let configuration = CommandConfiguration(
        commandName: "verdicts",
        abstract: "Show verdicts as they come in, or the last ones.",
        discussion: """
            Without --last it follows until it is stopped. The proxy keeps the last 2,000 verdicts. As ndjson (json is \
            the same), each line has time, request_id, route, verdict, reason, differences (path, class, monolith, \
            service), shortened and recall: the share of planted faults that the comparator found on this route.

            EXAMPLES
              ficus parity verdicts
              ficus parity verdicts --last 20 --route orders.list
              ficus parity verdicts --format ndjson | jq -c 'select(.verdict == "mismatch")'
            """)

    @Option(help: "text for people, ndjson for programs.")
    var format = Format.text

    @Option(help: ArgumentHelp("Only so many of the last ones, then end.", valueName: "n"))
    var last: Int?

    @Flag(help: "With --last: go on with those that come in.")
    var follow = false

    @Option(help: ArgumentHelp("Only this route.", valueName: "id"))
    var route: String?

    @OptionGroup var admin: AdminOptions

    func validate() throws {
        if let last, last < 0 { throw ValidationError("--last is 0 or more.") }
    }

    func run() async throws {
        var query: [(String, String)] = []
        if let last { query.append(("last", String(last))) }
        if follow { query.append(("follow", "true")) }
        if let route { query.append(("route", route)) }
        // Standard output goes out line by line, also into a pipe; a reader that has gone ends the command.
        let out = FileHandle.standardOutput
        try await AdminClient(admin).forEachLine("/parity/verdicts", query) { line in
            try out.write(contentsOf: format == .text ? try Self.text(line) : line + Data("\n".utf8))
        }
    }

    private static func text(_ line: Data) throws -> Data {
        let verdict = try AdminJSON.decoder().decode(AdminVerdict.self, from: line)
        return Data(ParityReport.line(verdict, inColor: Screen.isColoured).utf8)
    }
}
