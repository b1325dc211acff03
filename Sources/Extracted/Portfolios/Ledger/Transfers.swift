import Contract
import Database

/// Deposits or withdrawals, inside one transaction.
struct Transfers {
    let direction: Transfer.Direction
    let db: SQLConnection

    func add(_ amount: Money, of clientID: Int, at now: Timestamp) throws -> Transfer {
        let transfer = Transfer(
            id: try Counters.next(direction.entity, db), clientID: clientID, amount: amount, createdAt: now)
        try db.run(
            """
            INSERT INTO \(direction.table) (id, client_id, amount, currency, status, created_at)
            VALUES (?, ?, ?, ?, 'completed', ?)
            """, transfer.id, clientID, amount, currency, now)
        return transfer
    }

    /// A page of the client's rows, one more than it shows.
    func page(of clientID: Int, _ page: PageRequest<Int>) throws -> [Transfer] {
        try db.rows(
            "SELECT * FROM \(direction.table) WHERE client_id = ? AND id > ? ORDER BY id LIMIT ?", clientID,
            page.after ?? 0, page.limitAndOne
        ).map(Transfer.init)
    }
}

extension Transfer {
    init(_ row: SQLRow) throws {
        id = try row["id"]
        clientID = try row["client_id"]
        amount = try row["amount"]
        createdAt = try row["created_at"]
    }
}
