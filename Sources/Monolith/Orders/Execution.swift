import Contract
import Database
import Feed

/// A trade that took place.
struct Execution {
    let id: Int
    let orderID: Int
    let clientID: Int
    let symbol: String
    let side: Side
    let quantity: Int
    let price: Money
    let amount: Money
    let createdAt: Timestamp

    static func write(_ order: Order, price: Money, amount: Money, _ change: Change) throws {
        let id = try Counters.next("execution", change.db)
        try change.db.run(
            """
            INSERT INTO executions (id, order_id, client_id, symbol, side, quantity, price, amount, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, id, order.id, order.clientID, order.symbol, order.side, order.quantity, price, amount, change.now)
        try change.record("execution.created", "execution", key: id)
    }

    static func page(of clientID: Int, _ page: PageRequest<Int>, _ db: SQLConnection) throws -> [Execution] {
        try db.rows(
            """
            SELECT id, order_id, client_id, symbol, side, quantity, price, amount, created_at FROM executions
            WHERE client_id = ? AND id > ? ORDER BY id LIMIT ?
            """, clientID, page.after ?? 0, page.limitAndOne
        ).map { row in
            Execution(
                id: try row[0], orderID: try row[1], clientID: try row[2], symbol: try row[3], side: try row[4],
                quantity: try row[5], price: try row[6], amount: try row[7], createdAt: try row[8])
        }
    }

    var json: JSON {
        [
            "id": .integer(id), "order_id": .integer(orderID), "client_id": .integer(clientID),
            "symbol": .string(symbol), "side": .string(side.rawValue), "quantity": .integer(quantity),
            "price": .money(price), "amount": .money(amount), "created_at": .timestamp(createdAt),
        ]
    }
}
