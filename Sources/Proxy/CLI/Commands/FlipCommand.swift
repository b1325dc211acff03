import ArgumentParser
import ControlPlane
import Routing
import Store

struct FlipCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flip",
        abstract: "Flip a route or group to another state.",
        discussion: """
            Forward flips pass the gate of the state they reach; groups with writes also wait up to 5 s for the feed.
            Flipping backwards needs neither. The answer comes when every worker has the new table.

            EXAMPLES
              ficus flip orders.market_data shadow
              ficus flip orders canary --percent 5 --reason 'first users'
              ficus flip orders extracted --waive orders.replace --reason 'unused since 2019'
              ficus flip orders extracted --force --reason 'agreed with the board'
            """)

    @Argument(help: "A group, or a route without one.")
    var unit: String

    @Argument(help: "monolith, shadow, canary, extracted or retired.")
    var state: RouteState

    @Option(help: ArgumentHelp("With canary: the share of keys that the service answers.", valueName: "n"))
    var percent: Double?

    @Flag(help: "Flip although the gate or the feed says no. Goes on record.")
    var force = false

    @Option(help: ArgumentHelp("Why. Goes on record.", valueName: "text"))
    var reason: String?

    @Option(help: ArgumentHelp("A route whose gate does not count; can be given more than once.", valueName: "route"))
    var waive: [String] = []

    @OptionGroup var admin: AdminOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if state == .canary {
            guard let percent, percent > 0, percent <= 100 else {
                throw ValidationError("canary needs --percent, above 0 and up to 100.")
            }
        } else if percent != nil {
            throw ValidationError("--percent goes with canary.")
        }
        if force || !waive.isEmpty, reason?.contains(where: { !$0.isWhitespace }) != true {
            throw ValidationError("--force and --waive go on record and need --reason TEXT.")
        }
    }

    func run() async throws {
        let share = Share(partsPerMillion: UInt32(((percent ?? 0) * 10_000).rounded()))
        let request = FlipRequest(
            unit: unit, to: RouteStatus(state, canary: share), who: Operator.name, reason: reason,
            force: force ? true : nil, waive: waive.isEmpty ? nil : waive)
        FlipText.show(try await AdminClient(admin).post("/flips", request) as FlipAnswer, as: output.format)
    }
}
