import Feed

extension Schema {
    /// The tables whose rows the services hear of, and whose rows of theirs are taken in.
    static let feedTables: [FeedTable] = [
        .revocations,
        FeedTable(
            "client", domain: "clients", table: "clients", conflict: .latest,
            columns: [
                .integer("id"), .text("name"), .text("email"), .text("password_hash"), .flag("email_verified"),
                .flag("mfa_verified"), .integer("version"), .text("created_at"), .text("updated_at"),
                .text("deleted_at"),
            ]),
        cashMovement("deposit", table: "deposits"),
        cashMovement("withdrawal", table: "withdrawals"),
        FeedTable(
            "transaction", domain: "portfolios", table: "transactions", conflict: .keep,
            columns: [
                .integer("id"), .integer("client_id"), .text("type"), .money("amount"), .text("currency"),
                .text("symbol"), .integer("quantity"), .integer("order_id"), .text("created_at"),
            ]),
        FeedTable(
            "reservation", domain: "portfolios", table: "reservations", conflict: .latest,
            columns: [
                .integer("order_id"), .integer("client_id"), .text("side"), .text("symbol"), .integer("quantity"),
                .money("amount"), .money("settlement"), .text("status"), .integer("version"), .text("created_at"),
                .text("updated_at"),
            ]),
        FeedTable(
            "order", domain: "orders", table: "orders", conflict: .latest,
            columns: [
                .integer("id"), .integer("client_id"), .text("symbol"), .text("side"), .text("type"),
                .integer("quantity"), .money("limit_price"), .text("status"), .integer("filled_quantity"),
                .money("price"), .integer("replaces"), .integer("version"), .text("created_at"), .text("updated_at"),
            ]),
        FeedTable(
            "execution", domain: "orders", table: "executions", conflict: .keep,
            columns: [
                .integer("id"), .integer("order_id"), .integer("client_id"), .text("symbol"), .text("side"),
                .integer("quantity"), .money("price"), .money("amount"), .text("created_at"),
            ]),
    ]

    private static func cashMovement(_ entity: String, table: String) -> FeedTable {
        FeedTable(
            entity, domain: "portfolios", table: table, conflict: .keep,
            columns: [
                .integer("id"), .integer("client_id"), .money("amount"), .text("currency"), .text("status"),
                .text("created_at"),
            ])
    }
}
