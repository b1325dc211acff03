import Contract
import Database
import Foundation
import Logging
import ServiceKit
import TestSupport

@testable import brokerx_clients
@testable import brokerx_orders
@testable import brokerx_portfolios

/// The three services of one test, wired as `make run` wires them.
struct Cluster: Sendable {
    struct Options: Sendable {
        var faults: Set<String> = []
        var ordersInstances = 1
        /// Where the events of all of them go.
        var peers: [Peer] = []
        /// Instead of the portfolios service.
        var portfoliosURL: String?
        var lease = OrderDesk.Lease()
    }

    let folder: TemporaryFolder
    let clients: RunningService
    let portfolios: RunningService
    let orders: [RunningService]
    let desk: OrderDesk

    static let keys = KeySet([KeySet.Key(id: "test", secret: String(repeating: "k", count: 40))]) ?? .development

    /// Runs `body` with a cluster that ends with it.
    static func run(_ options: Options = Options(), _ body: (Cluster) async throws -> Void) async throws {
        let cluster = try await start(options)
        let result: Result<Void, any Error>
        do { result = .success(try await body(cluster)) } catch { result = .failure(error) }
        for service in [cluster.clients, cluster.portfolios] + cluster.orders { await service.stop() }
        try result.get()
    }

    private static func start(_ options: Options) async throws -> Cluster {
        let folder = try TemporaryFolder("brokerx")
        let ports = try FreePort.next(2 + options.ordersInstances)
        let portfoliosURL = "http://127.0.0.1:\(ports[1])"
        let ordersPeer = Peer(name: "orders", urls: ports[2...].map { "http://127.0.0.1:\($0)" })
        func program(_ blueprint: Blueprint, _ port: Int, _ peers: [Peer] = []) async throws -> ServiceProgram {
            var configuration = HostConfiguration(service: blueprint.name)
            configuration.port = port
            configuration.database = folder.path("\(blueprint.name).sqlite")
            configuration.keys = keys
            configuration.hashCost = 4
            configuration.peers = peers + options.peers
            configuration.faults = options.faults
            configuration.logLevel = .critical
            return try await ServiceProgram(blueprint, configuration)
        }
        let clients = try await program(
            ClientsService.blueprint, ports[0], [Peer(name: "portfolios", urls: [portfoliosURL]), ordersPeer])
        let portfolios = try await program(PortfoliosService.blueprint, ports[1])
        var orders: [RunningService] = []
        var desk: OrderDesk?
        for port in ports[2...] {
            let service = OrdersService(
                try await program(OrdersService.blueprint, port), portfolios: options.portfoliosURL ?? portfoliosURL,
                lease: options.lease)
            desk = desk ?? service.desk
            orders.append(try await RunningService(service.program, service.router(), [service.recovery]))
        }
        guard let desk else { throw StartFailure("no instance of orders") }
        return Cluster(
            folder: folder, clients: try await RunningService(clients, ClientsService.router(clients)),
            portfolios: try await RunningService(portfolios, PortfoliosService.router(portfolios)), orders: orders,
            desk: desk)
    }
}
