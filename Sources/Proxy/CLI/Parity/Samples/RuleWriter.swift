import ControlPlane
import Foundation
import Routing

/// Puts suggested rules into the files of a route table; nothing is written unless the whole table is right after it.
struct RuleWriter {
    let folder: String

    func write(_ suggestions: [Suggestion]) throws {
        let (files, problems) = SourceFile.files(inFolder: folder)
        guard problems.isEmpty else {
            throw Exit.badInput("\(folder) cannot be read", fix: "name the route table's folder with --routes")
        }
        var changed = files
        for suggestion in suggestions where !suggestion.rules.isEmpty {
            let edits = changed.indices.lazy.compactMap { index in
                RouteTableEdit.adding(suggestion.rules, toRoute: suggestion.route, in: changed[index]).map {
                    (index, $0)
                }
            }
            guard let (place, edited) = edits.first
            else {
                throw Exit.badInput(
                    "the rules of \(suggestion.route) cannot be put in by themselves",
                    fix: "leave out --write, and add what is printed by hand")
            }
            changed[place] = edited
        }
        let loading = Definition.load(changed, environment: ProcessInfo.processInfo.environment)
        guard loading.definition != nil else {
            let screen = DiagnosticScreen(changed)
            for diagnostic in loading.errors { Screen.complain(screen.text(diagnostic)) }
            throw Exit.badInput("the route table would not be right after it: nothing was written")
        }
        for (old, new) in zip(files, changed) where old != new {
            try Data(new.bytes).write(to: URL(fileURLWithPath: new.name), options: .atomic)
            Screen.complain("wrote \(new.name)")
        }
        let count = suggestions.reduce(0) { $0 + $1.rules.count }
        Screen.complain("\(Words.count(count, "rule")); try them: ficus parity replay, then ficus reload")
    }
}
