import ArgumentParser
import ControlPlane
import Foundation

/// `ficus parity reset`: start a new epoch of a route.
struct ParityReset: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset",
        abstract: "Start counting the evidence of a route from zero.",
        discussion: """
            A new build, definition or rule does so by itself. The reset goes on record; what was counted before stays \
            in the store.

            EXAMPLES
              ficus parity reset orders.list --reason 'the service ran on test data'
            """)

    @Argument(help: "A route.")
    var route: String

    @Option(help: ArgumentHelp("Why. Goes on record.", valueName: "text"))
    var reason: String

    @OptionGroup var admin: AdminOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let request = ParityResetRequest(route: route, who: Operator.name, reason: reason)
        let answer: ParityResetRequest = try await AdminClient(admin).post("/parity/reset", request)
        switch output.format {
        case .text: print("\(answer.route) counts from zero (reset by \(answer.who): \(answer.reason))")
        case .json: print(String(decoding: try AdminJSON.encoder(pretty: true).encode(answer), as: UTF8.self))
        }
    }
}
