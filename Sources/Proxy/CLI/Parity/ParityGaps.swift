import ArgumentParser
import ControlPlane
import Foundation

/// `ficus parity gaps`: behaviours that clients meet and that were not compared often enough.
struct ParityGaps: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gaps",
        abstract: "Show what was seen on the monolith and is not yet compared, with an example of each.",
        discussion: """
            A behaviour is a kind of answer, a set of query parameters, a size of answer, or a value of a declared \
            dimension. Those that are 1% of a route's traffic or more have to be compared ten times, or each time they \
            were seen; rarer ones weigh what they are of the traffic. Examples are redacted.

            EXAMPLES
              ficus parity gaps
              ficus parity gaps --route orders.list --format json
            """)

    @Option(help: ArgumentHelp("Only this route; may be repeated.", valueName: "id"))
    var route: [String] = []

    @OptionGroup var admin: AdminOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let parity: AdminParity = try await AdminClient(admin).get("/parity", route.map { ("route", $0) })
        let gaps = AdminGap.gaps(of: parity)
        switch output.format {
        case .json: JSONText.show(gaps)
        case .text: print(ParityReport.gaps(gaps, inColor: Screen.isColoured), terminator: "")
        }
    }
}
