import ArgumentParser
import Foundation
import Routing

/// Whether a command reads the route table from files or asks the running proxy.
struct TableOptions: ParsableArguments {
    @Option(
        name: .customLong("routes"),
        help: ArgumentHelp(
            "Read this folder instead of asking the running proxy; states are those of the files.", valueName: "dir"),
        completion: .directory)
    var folder: String?

    /// The table of the folder, or nil when the running proxy is to be asked. Errors of the folder are printed.
    func load() throws -> RouteTable? { try Self.load(folder) }

    /// The same of any folder; nil of none.
    static func load(
        _ folder: String?, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> RouteTable? {
        guard let folder else { return nil }
        let (files, problems) = SourceFile.files(inFolder: folder)
        let loading = Definition.load(files, environment: environment)
        guard problems.isEmpty, let definition = loading.definition else {
            let screen = DiagnosticScreen(files)
            for diagnostic in problems.isEmpty ? loading.errors : problems { Screen.complain(screen.text(diagnostic)) }
            throw Exit.badData.code
        }
        return definition.compile(revision: 0)
    }
}
