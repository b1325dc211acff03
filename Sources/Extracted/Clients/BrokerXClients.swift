import ArgumentParser
import Contract
import ServiceKit

@main
struct BrokerXClients: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "brokerx-clients", abstract: "The clients service of BrokerX.",
        discussion: ClientsService.blueprint.faultHelp)

    @OptionGroup var options: HostOptions
    @OptionGroup var service: ServiceOptions

    func run() async throws {
        let program = try await ServiceProgram(
            ClientsService.blueprint, ClientsService.blueprint.configuration(options), ids: service.style())
        try await program.run(ClientsService.router(program))
    }
}
