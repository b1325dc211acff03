import Contract
import Feed

/// Money against shares: what an execution moves.
struct Settlement {
    let orderID: Int
    let terms: Reservation.Terms
    /// Positive, for both sides.
    let amount: Money

    /// Books the execution.
    func post(_ change: Change) throws {
        try book(isReversal: false, change)
    }

    /// Books it back, by a row of the same type with the signs turned.
    func reverse(_ change: Change) throws {
        try book(isReversal: true, change)
    }

    private func book(isReversal: Bool, _ change: Change) throws {
        let brings = (terms.side == .buy) != isReversal
        let trade = Entry.Trade(
            symbol: terms.symbol, quantity: brings ? terms.quantity : -terms.quantity, orderID: orderID)
        let entry = try Ledger(db: change.db).post(
            terms.side == .buy ? .buy : .sell, brings ? amount.negated() : amount, of: terms.clientID, trade: trade,
            at: change.now)
        try change.record("transaction.posted", "transaction", key: entry.id)
    }
}
