import ArgumentParser
import ControlPlane
import Routing
import Store

struct Rollback: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take a route or group back, at once and without conditions.",
        discussion: """
            One step back in its history, or to a given earlier state. Twice is two steps.

            EXAMPLES
              ficus rollback orders
              ficus rollback orders --to monolith --reason 'wrong totals'
            """)

    @Argument(help: "A group, or a route without one.")
    var unit: String

    @Option(help: "An earlier state; without it, the one before. Of canary, --percent says how much.")
    var to: RouteState?

    @Option(help: ArgumentHelp("With --to canary: the share of keys.", valueName: "n"))
    var percent: Double?

    @Option(help: ArgumentHelp("Why. Goes on record.", valueName: "text"))
    var reason: String?

    @OptionGroup var admin: AdminOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (to == .canary) == (percent != nil) else { throw ValidationError("--percent goes with --to canary.") }
        if let percent, !(percent > 0 && percent <= 100) {
            throw ValidationError("--percent is above 0 and up to 100.")
        }
    }

    func run() async throws {
        let share = Share(partsPerMillion: UInt32(((percent ?? 0) * 10_000).rounded()))
        let request = RollbackRequest(
            unit: unit, to: to.map { RouteStatus($0, canary: share) }, who: Operator.name, reason: reason)
        FlipText.show(try await AdminClient(admin).post("/rollbacks", request) as FlipAnswer, as: output.format)
    }
}
