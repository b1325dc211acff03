import Contract
import Database

/// The orders, inside one transaction.
struct Orders {
    let db: SQLConnection

    /// What belongs to another client does not exist.
    func find(_ id: Int, of clientID: Int) throws -> Order? {
        try db.row("SELECT * FROM orders WHERE id = ? AND client_id = ?", id, clientID).map(Order.init)
    }

    /// A page of the client's orders, one more than it shows.
    func page(of clientID: Int, _ page: PageRequest<Int>) throws -> [Order] {
        try db.rows(
            "SELECT * FROM orders WHERE client_id = ? AND id > ? ORDER BY id LIMIT ?", clientID, page.after ?? 0,
            page.limitAndOne
        ).map(Order.init)
    }

    func add(_ order: Order) throws {
        let terms = order.terms
        try db.run(
            """
            INSERT INTO orders (id, client_id, symbol, side, type, quantity, limit_price, status, filled_quantity, price,
                replaces, version, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, order.id, order.clientID, terms.symbol, terms.side, terms.kind, terms.quantity, terms.limitPrice,
            order.status, order.filledQuantity, order.price, order.replaces, order.version, order.createdAt,
            order.updatedAt)
    }

    /// Ends an open order without an execution, and returns it as it is now.
    func end(_ order: Order, as status: Order.Status, at now: Timestamp) throws -> Order {
        var ended = order
        ended.status = status
        ended.version += 1
        ended.updatedAt = now
        try db.run(
            "UPDATE orders SET status = ?, version = ?, updated_at = ? WHERE id = ?", ended.status, ended.version, now,
            ended.id)
        return ended
    }
}
