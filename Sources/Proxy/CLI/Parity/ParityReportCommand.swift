import ArgumentParser
import ControlPlane
import Foundation

/// `ficus parity report`: the evidence of every route, how far it is from its gates, and what to do next.
struct ParityReportCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, html, markdown, junit
    }

    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Tell what is known of every route, how far it is from its gates, and what to do next.",
        discussion: """
            The HTML report is one file that needs nothing else; Markdown is for a pull request, JUnit for CI. \
            docs/schemas/parity-report.schema.json describes the JSON. Values that look like secrets were redacted before \
            they were stored.

            EXAMPLES
              ficus parity report
              ficus parity report --route orders.list --route orders.show
              ficus parity report --format html --output parity.html
              ficus parity report --format markdown | gh pr comment --body-file -
              ficus parity report --format junit --output parity.xml
              ficus parity report --format json | jq '.routes[] | {id, standing: .next.standing}'
            """)

    @Option(
        help: "text for a terminal, json for programs, html for everybody, markdown for a pull request, junit for CI.")
    var format = Format.text

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"),
        completion: .file())
    var output: String?

    @Option(help: ArgumentHelp("Only this route; may be repeated.", valueName: "id"))
    var route: [String] = []

    @OptionGroup var admin: AdminOptions

    func run() async throws {
        let parity: AdminParity = try await AdminClient(admin).get("/parity", route.map { ("route", $0) })
        let report = try render(parity)
        guard let output else {
            try FileHandle.standardOutput.write(contentsOf: report)
            return
        }
        do {
            try report.write(to: URL(fileURLWithPath: output), options: .atomic)
        } catch {
            Screen.complain("\(output) cannot be written: \(error.localizedDescription)")
            throw Exit.failure.code
        }
        Screen.complain("wrote \(output)")
    }

    private func render(_ parity: AdminParity) throws -> Data {
        switch format {
        case .text:
            Data(
                ParityReport.text(
                    parity, inColor: Screen.isColoured && output == nil, width: output == nil ? Screen.columns : nil
                ).utf8)
        case .json: try ParityReport.json(parity) + Data("\n".utf8)
        case .markdown: Data(ParityReport.markdown(parity).utf8)
        case .junit: Data(ParityReport.junit(parity).utf8)
        case .html: Data(try ParityReport.html(parity).utf8)
        }
    }
}
