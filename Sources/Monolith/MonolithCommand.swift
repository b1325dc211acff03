import ArgumentParser
import Contract
import Feed

@main
struct MonolithCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "brokerx-monolith",
        abstract: "BrokerX as it always was: one application, one database.",
        discussion: """
            Every flag has an environment variable, BROKERX_ and its name in capitals.

            Faults (--fault): slow, 500s, hang, crash.

            Example:
              brokerx-monolith --port 3000 --database monolith.sqlite \\
                --feed-to clients=http://127.0.0.1:3001 --feed-to portfolios=http://127.0.0.1:3002
            """)

    @OptionGroup var options: HostOptions

    func run() async throws {
        let monolith = try await Monolith(HostConfiguration(service: "monolith", port: 3000, options))
        try await monolith.host.run(monolith.router(), services: [monolith.feed.relay])
    }
}
