import ArgumentParser
import ControlPlane
import Foundation
import Routing

/// `ficus check`: reads a route table folder as `serve` and `reload` would, and says everything that is wrong with it.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check a route table folder and run its tests.",
        discussion: """
            Prints every error at once, with file, line and column, and exits 65 if there is one. Variables (${NAME}) are \
            filled in from the environment.

            EXAMPLES
              ficus check RouteTables/brokerx
              ficus check RouteTables/brokerx --format json | jq '.diagnostics[].code'
            """)

    @Argument(help: "The folder with the route table's YAML files.", completion: .directory)
    var folder: String

    @OptionGroup var output: OutputOptions

    func run() throws {
        let (files, problems) = SourceFile.files(inFolder: folder)
        let loading =
            problems.isEmpty
            ? Definition.load(files, environment: ProcessInfo.processInfo.environment)
            : Loading(definition: nil, diagnostics: problems, testsRun: 0)
        switch output.format {
        case .text: printText(loading, files)
        case .json: try printJSON(loading)
        }
        if loading.definition == nil { throw Exit.badData.code }
    }

    private func printText(_ loading: Loading, _ files: [SourceFile]) {
        let screen = DiagnosticScreen(files)
        for diagnostic in loading.diagnostics { print(screen.text(diagnostic) + "\n") }
        let warnings = count(loading.diagnostics.count - loading.errors.count, "warning")
        guard let definition = loading.definition else {
            let some = loading.errors.count < loading.diagnostics.count ? ", \(warnings)" : ""
            print(Screen.styled("\(count(loading.errors.count, "error"))\(some)", .red) + " in \(folder)")
            return
        }
        let groups = definition.units.count { $0.isGroup }
        print(
            "\(Screen.styled("ok", .green)): \(count(definition.routes.count, "route")), \(count(groups, "group")), "
                + "\(count(definition.targets.count, "target")); \(count(loading.testsRun, "test")) passed"
                + (loading.diagnostics.isEmpty ? "" : "; \(warnings)"))
    }

    private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    private func printJSON(_ loading: Loading) throws {
        let report = Report(
            ok: loading.definition != nil, routes: loading.definition?.routes.count, testsRun: loading.testsRun,
            diagnostics: loading.diagnostics.map { AdminDiagnostic($0) })
        print(String(decoding: try AdminJSON.encoder(pretty: true).encode(report), as: UTF8.self))
    }

    private struct Report: Encodable {
        let ok: Bool
        let routes: Int?
        let testsRun: Int
        let diagnostics: [AdminDiagnostic]
    }
}
