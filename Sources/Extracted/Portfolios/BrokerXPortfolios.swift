import ArgumentParser
import Contract
import ServiceKit

@main
struct BrokerXPortfolios: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "brokerx-portfolios", abstract: "The portfolios service of BrokerX.",
        discussion: PortfoliosService.blueprint.faultHelp)

    @OptionGroup var options: HostOptions
    @OptionGroup var service: ServiceOptions

    func run() async throws {
        let program = try await ServiceProgram(
            PortfoliosService.blueprint, PortfoliosService.blueprint.configuration(options), ids: service.style())
        try await program.run(PortfoliosService.router(program))
    }
}
