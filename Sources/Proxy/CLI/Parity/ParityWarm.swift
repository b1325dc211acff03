import ArgumentParser
import ControlPlane
import Foundation
import Store

/// `ficus parity warm`: what replays have shown, beside the evidence of traffic.
struct ParityWarm: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "warm",
        abstract: "Show what replays have told with --warm; no gate reads it.",
        discussion: """
            EXAMPLES
              ficus replay rec.ndjson --monolith :3000 --service :3003 --live --warm nightly
              ficus parity warm
            """)

    @OptionGroup var admin: AdminOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let evidence: [WarmEvidence] = try await AdminClient(admin).get("/parity/warm")
        switch output.format {
        case .json: JSONText.show(evidence)
        case .text:
            guard !evidence.isEmpty else {
                print("no replay was told yet: ficus replay FILE ... --live --warm NAME")
                return
            }
            let rows = evidence.map { one in
                [
                    one.route, one.source, Words.time(one.time), "\(one.match + one.noise)", "\(one.mismatch)",
                    one.groups.first ?? "-",
                ]
            }
            print(Screen.table(["ROUTE", "SOURCE", "WHEN", "AGREE", "DIFFER", "MOST OFTEN"], rows))
        }
    }
}
