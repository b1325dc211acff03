import Contract
import Database
import Feed

/// One line of the ledger: what moved a client's money, and with it pieces of a symbol.
struct LedgerEntry {
    enum Kind: String, SQLConvertible {
        case deposit, withdrawal, buy, sell
    }

    let id: Int
    let clientID: Int
    let kind: Kind
    /// Negative when money leaves.
    let amount: Money
    var symbol: String?
    /// Negative when pieces leave.
    var quantity: Int?
    var orderID: Int?
    let createdAt: Timestamp

    static func write(
        _ kind: Kind, of clientID: Int, _ amount: Money, symbol: String? = nil, quantity: Int? = nil,
        orderID: Int? = nil, _ change: Change
    ) throws {
        let id = try Counters.next("transaction", change.db)
        try change.db.run(
            """
            INSERT INTO transactions (id, client_id, type, amount, currency, symbol, quantity, order_id, created_at)
            VALUES (?, ?, ?, ?, 'USD', ?, ?, ?, ?)
            """, id, clientID, kind, amount, symbol, quantity, orderID, change.now)
        try change.record("transaction.created", "transaction", key: id)
    }

    /// Books everything of an order back.
    static func reverse(orderID: Int, _ change: Change) throws {
        let rows = try change.db.rows(
            "SELECT client_id, type, amount, symbol, quantity FROM transactions WHERE order_id = ? ORDER BY id", orderID
        )
        for row in rows {
            let (amount, quantity): (Money, Int?) = (try row[2], try row[4])
            try write(
                row[1], of: row[0], amount.negated(), symbol: row[3], quantity: quantity.map { -$0 }, orderID: orderID,
                change)
        }
    }

    static func page(of clientID: Int, _ page: PageRequest<Int>, _ db: SQLConnection) throws -> [LedgerEntry] {
        try db.rows(
            """
            SELECT id, client_id, type, amount, symbol, quantity, order_id, created_at FROM transactions
            WHERE client_id = ? AND id > ? ORDER BY id LIMIT ?
            """, clientID, page.after ?? 0, page.limitAndOne
        ).map { row in
            LedgerEntry(
                id: try row[0], clientID: try row[1], kind: try row[2], amount: try row[3], symbol: try row[4],
                quantity: try row[5], orderID: try row[6], createdAt: try row[7])
        }
    }

    var json: JSON {
        [
            "id": .integer(id), "client_id": .integer(clientID), "type": .string(kind.rawValue),
            "amount": .money(amount), "currency": "USD", "symbol": .text(symbol), "quantity": .integer(quantity),
            "order_id": .integer(orderID), "created_at": .timestamp(createdAt),
        ]
    }
}
