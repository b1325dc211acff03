import ArgumentParser
import Contract
import Foundation
import ServiceKit

@main
struct BrokerXOrders: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "brokerx-orders", abstract: "The orders service of BrokerX.",
        discussion: OrdersService.blueprint.faultHelp)

    @OptionGroup var options: HostOptions
    @OptionGroup var service: ServiceOptions

    @Option(
        help: ArgumentHelp("Where funds are reserved. (default: http://127.0.0.1:3002)", valueName: "url"))
    var portfoliosURL: String?

    func run() async throws {
        let portfolios = try portfolios()
        let program = try await ServiceProgram(
            OrdersService.blueprint, OrdersService.blueprint.configuration(options), ids: service.style(),
            partners: [Peer(name: "portfolios", urls: [portfolios])])
        let orders = OrdersService(program, portfolios: portfolios)
        try await program.run(orders.router(), services: [orders.recovery])
    }

    private func portfolios() throws -> String {
        let url =
            portfoliosURL ?? ProcessInfo.processInfo.environment["BROKERX_PORTFOLIOS_URL"] ?? "http://127.0.0.1:3002"
        guard let parsed = URL(string: url), parsed.scheme != nil, parsed.host != nil else {
            throw ValidationError("--portfolios-url is no URL: \(url)")
        }
        return url.hasSuffix("/") ? String(url.dropLast()) : url
    }
}
