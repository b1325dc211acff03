import Contract
import Feed
import Hummingbird
import ServiceKit

/// The clients service: who trades, and the tokens that prove it.
enum ClientsService {
    static let name = "clients"

    static let blueprint = Blueprint(
        name: name, port: 3001, schema: Schema.migrations, counters: ["client"],
        tables: [
            FeedTable(
                "client", domain: name, table: "clients", conflict: .latest,
                columns: [
                    .integer("id"), .text("name"), .text("email"), .text("password_hash"), .flag("email_verified"),
                    .flag("mfa_verified"), .integer("version"), .text("created_at"), .text("updated_at"),
                    .text("deleted_at"),
                ])
        ],
        faults: ClientFaults.all)

    /// The program's router with the routes of this service.
    static func router(_ program: ServiceProgram) -> Router<BrokerXContext> {
        let router = program.router()
        let hasher = PasswordHasher(cost: program.host.configuration.hashCost)
        let mail = VerificationMail(keys: program.endpoints.keys, logger: program.host.logger)
        ClientRoutes(endpoints: program.endpoints, hasher: hasher, mail: mail).add(to: router)
        AccessRoutes(endpoints: program.endpoints, hasher: hasher, mail: mail).add(to: router)
        return router
    }
}
