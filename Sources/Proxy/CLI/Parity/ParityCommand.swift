import ArgumentParser

/// `ficus parity`: what the comparison of both sides has shown.
struct ParityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parity",
        abstract: "Look at the evidence that both sides agree, or start it anew.",
        discussion: """
            EXAMPLES
              ficus parity report
              ficus parity report --format html --output parity.html
              ficus parity watch                     a live table of all routes
              ficus parity verdicts                  watch verdicts come in
              ficus parity gaps                      what was seen and is not compared
              ficus parity check --monolith a.json --service b.json
              ficus parity suggest --route orders.list
              ficus parity replay --rules rules.yaml
              ficus parity reset orders.list --reason 'test data'
            """,
        subcommands: [
            ParityReportCommand.self, ParityWatch.self, ParityVerdicts.self, ParityReset.self, ParityGaps.self,
            ParityEpochs.self, ParityCheck.self, ParityReplay.self, ParitySuggest.self, ParityWarm.self,
        ])
}
