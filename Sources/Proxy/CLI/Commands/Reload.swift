import ArgumentParser
import ControlPlane

struct Reload: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take the route table folder as a new revision: all of it, or with any error nothing.",
        discussion: """
            Stored flips stay in force. SIGHUP does the same and opens the access log anew.

            EXAMPLES
              ficus reload
            """)

    @OptionGroup var admin: AdminOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let answer = try await AdminClient(admin).post("/reload", ReloadRequest(who: Operator.name)) as ReloadAnswer
        if output.format == .json { return JSONText.show(answer) }
        let count = Words.count(answer.routes, "route")
        print(
            answer.changed
                ? "reloaded  revision \(answer.revision), \(count), in force on every worker"
                : "unchanged  revision \(answer.revision), \(count)")
        for warning in answer.warnings {
            print("  \(warning.file):\(warning.line):\(warning.column): \(warning.message)")
        }
        if let problem = answer.unpersisted { print(Screen.styled("  warning  \(problem)", .yellow)) }
    }
}
