import Contract
import Database

/// The ledger and what is derived from it, inside one transaction.
struct Ledger {
    let db: SQLConnection

    func portfolio(of clientID: Int) throws -> Portfolio {
        try Portfolio(clientID: clientID, funds: funds(of: clientID), holdings: holdings(of: clientID))
    }

    func funds(of clientID: Int) throws -> Funds {
        let balance: Money? = try db.value("SELECT sum(amount) FROM transactions WHERE client_id = ?", clientID)
        let reserved: Money? = try db.value(
            "SELECT sum(amount) FROM reservations WHERE client_id = ? AND status = 'active' AND side = 'buy'", clientID)
        return try Funds(balance: balance ?? .zero, reserved: reserved ?? .zero)
    }

    func holding(of clientID: Int, in symbol: String) throws -> Holding {
        let quantity: Int? = try db.value(
            "SELECT sum(quantity) FROM transactions WHERE client_id = ? AND symbol = ?", clientID, symbol)
        let reserved: Int? = try db.value(
            """
            SELECT sum(quantity) FROM reservations
            WHERE client_id = ? AND status = 'active' AND side = 'sell' AND symbol = ?
            """, clientID, symbol)
        return Holding(symbol: symbol, quantity: quantity ?? 0, reserved: reserved ?? 0)
    }

    private func holdings(of clientID: Int) throws -> [Holding] {
        let symbols = try db.rows(
            """
            SELECT symbol FROM transactions WHERE client_id = ? AND symbol IS NOT NULL
            GROUP BY symbol HAVING sum(quantity) <> 0 ORDER BY symbol
            """, clientID)
        return try symbols.map { try holding(of: clientID, in: $0[0]) }
    }

    /// Adds a row.
    func post(_ kind: Entry.Kind, _ amount: Money, of clientID: Int, trade: Entry.Trade? = nil, at now: Timestamp)
        throws -> Entry
    {
        let entry = Entry(
            id: try Counters.next("transaction", db), clientID: clientID, kind: kind, amount: amount, trade: trade,
            createdAt: now)
        try db.run(
            """
            INSERT INTO transactions (id, client_id, type, amount, currency, symbol, quantity, order_id, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, entry.id, clientID, kind, amount, currency, trade?.symbol, trade?.quantity, trade?.orderID, now)
        return entry
    }

    /// A page of the client's rows, one more than it shows.
    func entries(of clientID: Int, _ page: PageRequest<Int>) throws -> [Entry] {
        try db.rows(
            "SELECT * FROM transactions WHERE client_id = ? AND id > ? ORDER BY id LIMIT ?", clientID,
            page.after ?? 0, page.limitAndOne
        ).map(Entry.init)
    }
}

extension Entry {
    init(_ row: SQLRow) throws {
        let symbol: String? = try row["symbol"]
        trade =
            if let symbol {
                Trade(symbol: symbol, quantity: try row["quantity"], orderID: try row["order_id"])
            } else {
                nil
            }
        id = try row["id"]
        clientID = try row["client_id"]
        kind = try row["type"]
        amount = try row["amount"]
        createdAt = try row["created_at"]
    }
}
