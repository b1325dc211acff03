import Contract
import Database

/// One execution: shares against money, at a price. An order is executed whole.
struct Execution: Sendable {
    let id: Int
    let orderID: Int
    let clientID: Int
    let symbol: String
    let side: OrderTerms.Side
    let quantity: Int
    let price: Money
    let amount: Money
    let createdAt: Timestamp

    /// The row as the API shows it.
    var json: JSON {
        [
            "id": .integer(id), "order_id": .integer(orderID), "client_id": .integer(clientID),
            "symbol": .string(symbol), "side": .string(side.rawValue), "quantity": .integer(quantity),
            "price": .money(price), "amount": .money(amount), "created_at": .timestamp(createdAt),
        ]
    }
}

extension Execution {
    init(_ row: SQLRow) throws {
        id = try row["id"]
        orderID = try row["order_id"]
        clientID = try row["client_id"]
        symbol = try row["symbol"]
        side = try row["side"]
        quantity = try row["quantity"]
        price = try row["price"]
        amount = try row["amount"]
        createdAt = try row["created_at"]
    }
}

/// The executions, inside one transaction.
struct Executions {
    let db: SQLConnection

    func page(of clientID: Int, _ page: PageRequest<Int>) throws -> [Execution] {
        try db.rows(
            "SELECT * FROM executions WHERE client_id = ? AND id > ? ORDER BY id LIMIT ?", clientID, page.after ?? 0,
            page.limitAndOne
        ).map(Execution.init)
    }

    func add(_ execution: Execution) throws {
        try db.run(
            """
            INSERT INTO executions (id, order_id, client_id, symbol, side, quantity, price, amount, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, execution.id, execution.orderID, execution.clientID, execution.symbol, execution.side,
            execution.quantity, execution.price, execution.amount, execution.createdAt)
    }
}
