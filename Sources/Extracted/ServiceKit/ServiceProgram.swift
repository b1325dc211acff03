package import Contract
import Database
package import Feed
package import Hummingbird
package import ServiceLifecycle

/// A service, assembled: its database brought up to date, its feed, and a router that awaits the routes of the domain.
///
///     envelope -> operational faults -> public ids -> answer faults -> routes -> one transaction (rows, answer, events)
package struct ServiceProgram: Sendable {
    package let host: Host
    package let feed: Feed
    package let endpoints: Endpoints

    /// `partners` are the services that requests to this one go on to.
    package init(
        _ blueprint: Blueprint, _ configuration: HostConfiguration, ids: IDStyle = .integer, partners: [Peer] = []
    ) async throws {
        let database = try SQLDatabase.open(configuration.database, blueprint.migrations)
        host = Host(configuration, database: database)
        feed = Feed(
            source: blueprint.name, database: database, tables: blueprint.tables + [.revocations],
            answers: [blueprint.name], peers: configuration.peers, partners: partners,
            faults: blueprint.writeFaults.filter { configuration.faults.contains($0.name) }, logger: host.logger)
        feed.addGauges(to: host.metrics)
        endpoints = await Endpoints(domain: blueprint.name, journal: feed.journal, keys: configuration.keys)
        faults = blueprint.faults.filter { configuration.faults.contains($0.name) }
        publicIDs = ids == .uuid ? PublicIDs(table: PublicIDTable(database: database)) : nil
    }

    private let faults: [AnswerFault]
    private let publicIDs: PublicIDs?

    /// A router with everything but the routes of the domain.
    package func router() -> Router<BrokerXContext> {
        let positions = feed.positions
        let router = host.router { positions.text }
        if let publicIDs { router.add(middleware: publicIDs) }
        if !faults.isEmpty { router.add(middleware: FaultyAnswers(faults)) }
        feed.addRoutes(to: router, build: host.configuration.build)
        return router
    }

    /// Serves until the process is told to stop.
    package func run(_ router: Router<BrokerXContext>, services: [any Service] = []) async throws {
        try await host.run(router, services: [feed.relay] + services)
    }
}
