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
        try book(terms.side, change)
    }

    /// Books it back by the opposite.
    func reverse(_ change: Change) throws {
        try book(terms.side == .buy ? .sell : .buy, change)
    }

    private func book(_ side: Reservation.Side, _ change: Change) throws {
        let trade = Entry.Trade(
            symbol: terms.symbol, quantity: side == .buy ? terms.quantity : -terms.quantity, orderID: orderID)
        let entry = try Ledger(db: change.db).post(
            side == .buy ? .buy : .sell, side == .buy ? amount.negated() : amount, of: terms.clientID, trade: trade,
            at: change.now)
        try change.record("transaction.posted", "transaction", key: entry.id)
    }
}
