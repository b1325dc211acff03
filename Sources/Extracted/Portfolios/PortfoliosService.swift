import Contract
import Feed
import Hummingbird
import ServiceKit

/// The portfolios service: the ledger of money and shares, and what orders have reserved of them.
enum PortfoliosService {
    static let name = "portfolios"

    static let blueprint = Blueprint(
        name: name, port: 3002, schema: Schema.migrations, counters: ["deposit", "withdrawal", "transaction"],
        tables: [
            transfers("deposit", table: "deposits"), transfers("withdrawal", table: "withdrawals"), transactions,
            reservations,
        ],
        faults: [.rounding(name), .numberAsString(name, "quantity"), .listOrder(name), .pageBoundary(name)],
        writeFaults: [
            WriteFault(
                "portfolios.effects_wrong_amount", "The ledger books a cent too little; no answer shows it.",
                entity: "transaction", statement: "UPDATE transactions SET amount = amount - 1 WHERE id = ?")
        ])

    /// The program's router with the routes of this service.
    static func router(_ program: ServiceProgram) -> Router<BrokerXContext> {
        let router = program.router()
        PortfolioRoutes(endpoints: program.endpoints).add(to: router)
        InternalRoutes(endpoints: program.endpoints).add(to: router)
        return router
    }

    private static func transfers(_ entity: String, table: String) -> FeedTable {
        FeedTable(
            entity, domain: name, table: table, conflict: .keep,
            columns: [
                .integer("id"), .integer("client_id"), .money("amount"), .text("currency"), .text("status"),
                .text("created_at"),
            ])
    }

    private static let transactions = FeedTable(
        "transaction", domain: name, table: "transactions", conflict: .keep,
        columns: [
            .integer("id"), .integer("client_id"), .text("type"), .money("amount"), .text("currency"), .text("symbol"),
            .integer("quantity"), .integer("order_id"), .text("created_at"),
        ])

    private static let reservations = FeedTable(
        "reservation", domain: name, table: "reservations", conflict: .latest,
        columns: [
            .integer("order_id"), .integer("client_id"), .text("side"), .text("symbol"), .integer("quantity"),
            .money("amount"), .money("settlement"), .text("status"), .integer("version"), .text("created_at"),
            .text("updated_at"),
        ])
}
