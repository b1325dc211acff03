import ArgumentParser
import ControlPlane
import Foundation

/// `ficus parity epochs`: the evidence of earlier builds, definitions and rules.
struct ParityEpochs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "epochs",
        abstract: "Show the evidence of every epoch of a route.",
        discussion: """
            A new build on a side, another definition or rule, and a reset begin a new epoch. What was counted before \
            stays readable and is never mixed with what comes after.

            EXAMPLES
              ficus parity epochs orders.list
            """)

    @Argument(help: "A route.")
    var route: String

    @OptionGroup var admin: AdminOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let list: AdminEpochList = try await AdminClient(admin).get("/parity/routes/\(route)/epochs")
        switch output.format {
        case .json: JSONText.show(list)
        case .text: print(ParityReport.epochs(list, inColor: Screen.isColoured), terminator: "")
        }
    }
}
