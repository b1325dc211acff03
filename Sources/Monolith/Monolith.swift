import Contract
import Database
import Feed
import Hummingbird

/// The application: what its routes share. They come as one extension per part of the business.
struct Monolith: Sendable {
    let host: Host
    let feed: Feed
    let tokens: Tokens
    let passwords: PasswordHasher

    var journal: Journal { feed.journal }
    var keys: KeySet { host.configuration.keys }

    init(_ configuration: HostConfiguration) async throws {
        let database = try SQLDatabase.open(configuration.database, Schema.migrations)
        host = Host(configuration, database: database)
        feed = Feed(
            source: configuration.service, database: database, tables: Schema.feedTables,
            answers: ["clients", "portfolios", "orders"], peers: configuration.peers, logger: host.logger)
        feed.addGauges(to: host.metrics)
        tokens = await Tokens(configuration.keys)
        passwords = PasswordHasher(cost: configuration.hashCost)
    }

    func router() -> Router<BrokerXContext> {
        let router = host.router(position: { [positions = feed.positions] in positions.text })
        feed.addRoutes(to: router, build: host.configuration.build)
        let api = router.group("api/v1")
        addClientRoutes(to: api)
        addSessionRoutes(to: api)
        addPortfolioRoutes(to: api)
        addCashRoutes(to: api)
        addOrderRoutes(to: api)
        addMarketRoutes(to: api)
        addInternalRoutes(to: router)
        return router
    }

    /// A request that writes, of a client whose token it carries.
    func submission(_ request: Request, _ context: BrokerXContext, keyed: Bool = false) async throws -> Submission {
        let identity = try await tokens.identity(of: request)
        return try await Submission(request, context, identity: identity, keyed: keyed, keys: keys)
    }
}
