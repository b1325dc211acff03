import ArgumentParser
import ControlPlane
import Foundation
import Routing

/// Where the rules come from that answers outside the running proxy are compared under.
struct RuleOptions: ParsableArguments {
    @OptionGroup var table: TableOptions
    @OptionGroup var admin: AdminOptions

    @Option(
        name: .customLong("rules"),
        help: ArgumentHelp(
            "Add these rules: a file with what stands under parity: in a route table.", valueName: "file"),
        completion: .file())
    var file: String?

    @Flag(name: .customLong("no-table"), help: "Compare under the default rules, and those of --rules.")
    var withoutTable = false

    /// - Parameter needsTable: without --routes, the running proxy is asked for its table; otherwise there is none.
    func book(needsTable: Bool) async throws -> RuleBook {
        var found: RouteTable?
        var environment = ProcessInfo.processInfo.environment
        if !withoutTable {
            found = try table.load()
            if found == nil, needsTable {
                let answer: AdminTable = try await AdminClient(admin).get("/table")
                (found, environment) = (try compiled(answer), answer.variables)
            }
        }
        let extra = try file.map { SourceFile(name: $0, bytes: try AnswerFiles.bytes(of: $0)) }
        return try Self.checked(RuleBook(table: found, extra: extra, environment: environment), extra)
    }

    /// The book, if its file of rules is right; errors are printed.
    static func checked(_ book: RuleBook, _ extra: SourceFile?) throws -> RuleBook {
        let diagnostics = book.diagnostics()
        if let extra, diagnostics.contains(where: { $0.severity == .error }) {
            let screen = DiagnosticScreen([extra])
            for diagnostic in diagnostics { Screen.complain(screen.text(diagnostic)) }
            throw Exit.badData.code
        }
        return book
    }

    private func compiled(_ answer: AdminTable) throws -> RouteTable {
        guard let definition = answer.definition else {
            Screen.complain("the route table of \(admin.address) is not understood: is it a Ficus of another version?")
            throw Exit.failure.code
        }
        return definition.compile(revision: answer.revision)
    }
}
