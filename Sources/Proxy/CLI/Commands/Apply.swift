import ArgumentParser
import ControlPlane

struct Apply: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Flip what `plan` shows, each unit through its gate.",
        discussion: """
            EXAMPLES
              ficus apply
              ficus apply --reason 'release 42'
            """)

    @Option(help: ArgumentHelp("Why. Goes on record.", valueName: "text"))
    var reason: String?

    @OptionGroup var admin: AdminOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let request = ApplyRequest(who: Operator.name, reason: reason)
        let answer = try await AdminClient(admin).post("/apply", request) as ApplyAnswer
        if output.format == .json {
            JSONText.show(answer)
        } else if answer.applied.isEmpty, answer.refused.isEmpty {
            print("no changes: every unit is in the state that its file says")
        } else {
            for flip in answer.applied { FlipText.lines(flip).forEach { print($0) } }
        }
        for problem in answer.refused { Screen.complain(ProblemScreen(problem).text) }
        if let first = answer.refused.first { throw first.exit.code }
    }
}
