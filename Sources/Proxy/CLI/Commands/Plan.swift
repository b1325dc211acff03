import ArgumentParser
import ControlPlane
import Routing
import Store

struct Plan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show where stored flips and the route table files differ.",
        discussion: """
            Exit code 2 when there are changes, as in terraform.

            EXAMPLES
              ficus plan
              ficus plan --format json
            """)

    @OptionGroup var admin: AdminOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let plan = try await AdminClient(admin).get("/plan") as AdminPlan
        if output.format == .json {
            JSONText.show(plan)
        } else {
            print(Self.text(plan))
        }
        if !plan.changes.isEmpty { throw Exit.changesPresent.code }
    }

    private static func text(_ plan: AdminPlan) -> String {
        guard !plan.changes.isEmpty else { return "no changes: every unit is in the state that its file says" }
        var table = TextTable("unit", "is", "file says", "apply would")
        for change in plan.changes {
            table.add(
                .init(change.unit), .init(change.from.description, change.from.state.style),
                .init(change.to.description, change.to.state.style),
                .init(
                    change.allowed ? "flip it" : "be refused: \(change.refusal ?? "")",
                    change.allowed ? .green : .yellow))
        }
        return table.text + "\n\nto follow the files: ficus apply    to keep what is: change `state:` in the files"
    }
}
