import Contract
import Database
import Feed

/// A deposit or a withdrawal.
struct CashMovement {
    enum Kind: Sendable {
        case deposit, withdrawal

        var entity: String { self == .deposit ? "deposit" : "withdrawal" }
        var table: String { self == .deposit ? "deposits" : "withdrawals" }
    }

    /// A billion at a time.
    static let maximum = Money(cents: 100_000_000_000)

    let id: Int
    let clientID: Int
    let amount: Money
    let createdAt: Timestamp

    /// Moves the money and writes it into the ledger.
    static func make(_ kind: Kind, _ submission: Submission, _ change: Change) throws -> CashMovement {
        let clientID = try submission.owner()
        var fields = try Fields(parsing: submission.body)
        let amount = fields.money("amount", upTo: maximum)
        _ = fields.string("currency") { $0 == "USD" ? nil : "must be USD" }
        try fields.check()
        guard let amount else { throw Problem.internalError }
        if kind == .withdrawal, try Portfolio.availableFunds(clientID, change.db) < amount {
            throw Problem.insufficientFunds("amount")
        }
        let movement = CashMovement(
            id: try Counters.next(kind.entity, change.db), clientID: clientID, amount: amount, createdAt: change.now)
        try change.db.run(
            """
            INSERT INTO \(kind.table) (id, client_id, amount, currency, status, created_at)
            VALUES (?, ?, ?, 'USD', 'completed', ?)
            """, movement.id, clientID, amount, change.now)
        switch kind {
        case .deposit: try LedgerEntry.write(.deposit, of: clientID, amount, change)
        case .withdrawal: try LedgerEntry.write(.withdrawal, of: clientID, amount.negated(), change)
        }
        try change.record("\(kind.entity).created", kind.entity, key: movement.id)
        return movement
    }

    static func page(
        _ kind: Kind, of clientID: Int, _ page: PageRequest<Int>, _ db: SQLConnection
    ) throws -> [CashMovement] {
        try db.rows(
            """
            SELECT id, client_id, amount, created_at FROM \(kind.table)
            WHERE client_id = ? AND id > ? ORDER BY id LIMIT ?
            """, clientID, page.after ?? 0, page.limitAndOne
        ).map { row in
            CashMovement(id: try row[0], clientID: try row[1], amount: try row[2], createdAt: try row[3])
        }
    }

    var json: JSON {
        [
            "id": .integer(id), "client_id": .integer(clientID), "amount": .money(amount), "currency": "USD",
            "status": "completed", "created_at": .timestamp(createdAt),
        ]
    }
}
