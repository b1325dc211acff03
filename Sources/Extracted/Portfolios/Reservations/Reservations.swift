import Contract
import Database

/// The reservations, inside one transaction.
struct Reservations {
    let db: SQLConnection

    func find(_ orderID: Int) throws -> Reservation? {
        try db.row("SELECT * FROM reservations WHERE order_id = ?", orderID).map(Reservation.init)
    }

    func add(_ reservation: Reservation) throws {
        let terms = reservation.terms
        try db.run(
            """
            INSERT INTO reservations (order_id, client_id, side, symbol, quantity, amount, settlement, status, version,
                created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, reservation.orderID, terms.clientID, terms.side, terms.symbol, terms.quantity, terms.amount,
            terms.settlement, reservation.status, reservation.version, reservation.createdAt, reservation.updatedAt)
    }

    /// Marks a reservation released and returns it as it is now.
    @discardableResult
    func release(_ reservation: Reservation, at now: Timestamp) throws -> Reservation {
        var released = reservation
        released.status = .released
        released.version += 1
        released.updatedAt = now
        try db.run(
            "UPDATE reservations SET status = ?, version = ?, updated_at = ? WHERE order_id = ?", released.status,
            released.version, now, released.orderID)
        return released
    }
}

extension Reservation {
    init(_ row: SQLRow) throws {
        orderID = try row["order_id"]
        terms = Terms(
            clientID: try row["client_id"], side: try row["side"], symbol: try row["symbol"],
            quantity: try row["quantity"], amount: try row["amount"], settlement: try row["settlement"])
        status = try row["status"]
        version = try row["version"]
        createdAt = try row["created_at"]
        updatedAt = try row["updated_at"]
    }
}
