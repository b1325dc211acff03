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
        func program(_ blueprint: Blueprint, _ peers: [Peer] = []) async throws -> ServiceProgram {
            var configuration = HostConfiguration(service: blueprint.name)
            configuration.database = folder.path("\(blueprint.name).sqlite")
            configuration.keys = keys
            configuration.hashCost = 4
            configuration.peers = peers + options.peers
            configuration.faults = options.faults
            configuration.logLevel = .critical
            return try await ServiceProgram(blueprint, configuration)
        }
        let portfolios = try await program(PortfoliosService.blueprint)
        let running = try await RunningService(portfolios, PortfoliosService.router(portfolios))
        var orders: [(service: OrdersService, running: RunningService)] = []
        for _ in 0..<options.ordersInstances {
            let service = OrdersService(
                try await program(OrdersService.blueprint), portfolios: options.portfoliosURL ?? running.url,
                lease: options.lease)
            orders.append(
                (service, try await RunningService(service.program, service.router(), [service.recovery])))
        }
        let peers = [
            Peer(name: "portfolios", urls: [running.url]), Peer(name: "orders", urls: orders.map(\.running.url)),
        ]
        let clients = try await program(ClientsService.blueprint, peers)
        return Cluster(
            folder: folder, clients: try await RunningService(clients, ClientsService.router(clients)),
            portfolios: running, orders: orders.map(\.running), desk: orders[0].service.desk)
    }
}
