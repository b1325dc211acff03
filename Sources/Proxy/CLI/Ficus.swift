import ArgumentParser

/// The executable `ficus`: one subcommand a file.
@main
struct Ficus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ficus",
        abstract: "Move a monolith's endpoints to services, one at a time, with evidence and a way back.",
        discussion: """
            A route table says who answers each endpoint. Ficus shadows an endpoint's traffic, compares the answers, and \
            flips it when the evidence says so; a flip can be undone at any moment.

            EXAMPLES
              ficus check RouteTables/brokerx        is the route table right?
              ficus serve --routes RouteTables/brokerx
              ficus explain GET /api/v1/orders/42    who would answer, and why?
              ficus flip orders shadow               copy its traffic, compare
              ficus parity report                    what has it shown?
              ficus rollback orders                  undo the last flip, at once

            EXIT CODES
              0 ok, 1 failure, 2 changes present, 3 gate refused, 4 requests cut off,
              64 usage, 65 bad data, 69 unreachable, 75 try again
            """,
        version: "0.1.0",
        subcommands: [],
        groupedSubcommands: [
            CommandGroup(name: "Proxy", subcommands: [Serve.self, Restart.self, Status.self, Reload.self]),
            CommandGroup(name: "Route table", subcommands: [Check.self, Routes.self, Explain.self]),
            CommandGroup(
                name: "Flips", subcommands: [FlipCommand.self, Rollback.self, History.self, Plan.self, Apply.self]),
            CommandGroup(name: "Evidence", subcommands: [ParityCommand.self, Record.self, Replay.self, Compare.self]),
        ]
    )
}
