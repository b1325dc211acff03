import ArgumentParser
import ControlPlane
import Foundation
import Routing
import Store

struct History: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show who flipped what, when and why; newest first.",
        discussion: """
            Each record carries a hash over itself and the one before. They are verified each time.

            EXAMPLES
              ficus history
              ficus history --unit orders --limit 5
              ficus history --format json
            """)

    @Option(help: "Only this group or route.")
    var unit: String?

    @Option(help: ArgumentHelp("At most so many.", valueName: "n"))
    var limit = 100

    @OptionGroup var admin: AdminOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var query = [("limit", "\(limit)")]
        if let unit { query.append(("unit", unit)) }
        let history: AdminHistory = try await AdminClient(admin).get("/history", query)
        if output.format == .json {
            JSONText.show(history)
        } else {
            Self.show(history)
        }
        guard history.verified else { throw Exit.failure.code }
    }

    private static func show(_ history: AdminHistory) {
        if history.entries.isEmpty {
            print("no flips yet; try: ficus flip UNIT shadow")
        } else {
            var table = TextTable("flip", "time", "who", "what", "from", "to", "why")
            for entry in history.entries {
                let flip = entry.flip
                table.add(
                    .init(entry.sequence.map { "\($0)" } ?? "unpersisted", entry.sequence == nil ? .yellow : nil),
                    .init(Words.time(flip.time)), .init(flip.who), .init(flip.unit), .init(flip.from.description),
                    .init(flip.to.description, flip.to.state.style), .init(notes(flip)))
            }
            print(table.text)
        }
        if let problem = history.problem {
            Screen.complain(Screen.styled("\nficus: \(problem)", .red))
        } else if let head = history.entries.compactMap(\.hash).first {
            print(Screen.styled("\nverified, head \(head.prefix(12))", .dim))
        }
    }

    private static func notes(_ flip: Flip) -> String {
        var notes: [String] = []
        if flip.direction == .rollback { notes.append("rollback") }
        if flip.forced { notes.append("forced") }
        if !flip.waivers.isEmpty { notes.append("waived \(flip.waivers.joined(separator: ", "))") }
        if !flip.why.isEmpty { notes.append(flip.why) }
        return notes.joined(separator: "; ")
    }
}
