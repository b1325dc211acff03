import AsyncHTTPClient
import Contract
import Feed
import Hummingbird
import ServiceKit
import ServiceLifecycle

/// The orders service: what clients want to trade, and what came of it. Several instances may share a database file.
struct OrdersService: Sendable {
    static let name = "orders"

    static let blueprint = Blueprint(
        name: name, port: 3003, schema: Schema.migrations, counters: ["order", "execution"],
        tables: [orders, executions], faults: OrderFaults.all)

    let program: ServiceProgram
    let desk: OrderDesk

    init(_ program: ServiceProgram, portfolios url: String, lease: OrderDesk.Lease = OrderDesk.Lease()) {
        self.program = program
        let portfolios = PortfoliosClient(http: PortfoliosClient.http, url: url)
        desk = OrderDesk(journal: program.endpoints.journal, portfolios: portfolios, lease: lease)
    }

    /// The program's router with the routes of this service.
    func router() -> Router<BrokerXContext> {
        let router = program.router()
        OrderRoutes(endpoints: program.endpoints, desk: desk).add(to: router)
        return router
    }

    /// Finishes what a request has left behind.
    var recovery: any Service { Recovery(desk: desk, logger: program.host.logger) }

    private static let orders = FeedTable(
        "order", domain: name, table: "orders", conflict: .latest,
        columns: [
            .integer("id"), .integer("client_id"), .text("symbol"), .text("side"), .text("type"),
            .integer("quantity"), .money("limit_price"), .text("status"), .integer("filled_quantity"), .money("price"),
            .integer("replaces"), .integer("version"), .text("created_at"), .text("updated_at"),
        ])

    private static let executions = FeedTable(
        "execution", domain: name, table: "executions", conflict: .keep,
        columns: [
            .integer("id"), .integer("order_id"), .integer("client_id"), .text("symbol"), .text("side"),
            .integer("quantity"), .money("price"), .money("amount"), .text("created_at"),
        ])
}
