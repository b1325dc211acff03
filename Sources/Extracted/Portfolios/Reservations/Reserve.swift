import Contract
import Feed
import HTTPTypes

/// `POST /internal/reserve`: holds funds or shares back for an order, and settles it when it executes at once.
///
/// Idempotent by the order's id, so that a caller who got no answer may ask again.
struct Reserve {
    let orderID: Int
    let terms: Reservation.Terms
    /// Another order of the client, whose reservation ends in the same transaction (replace).
    let releases: Int?

    func perform(_ change: Change) throws -> Answer {
        let reservations = Reservations(db: change.db)
        if let known = try reservations.find(orderID) {
            guard known.terms == terms, known.status != .released else { throw Problem.reservationConflict }
            return Answer(.ok, known.answer)
        }
        if let releases, let other = try reservations.find(releases), other.terms.clientID == terms.clientID,
            other.status == .active
        {
            try reservations.release(other, at: change.now)
            try change.record("reservation.released", "reservation", key: releases)
        }
        try checkCover(Ledger(db: change.db))
        let reservation = Reservation(
            orderID: orderID, terms: terms, status: terms.settlement == nil ? .active : .settled, version: 1,
            createdAt: change.now, updatedAt: change.now)
        try reservations.add(reservation)
        try change.record("reservation.\(reservation.status)", "reservation", key: orderID)
        if let settlement = terms.settlement {
            try Settlement(orderID: orderID, terms: terms, amount: settlement).post(change)
        }
        return Answer(.ok, reservation.answer)
    }

    private func checkCover(_ ledger: Ledger) throws {
        switch terms.side {
        case .buy:
            guard terms.amount <= (try ledger.funds(of: terms.clientID).available) else {
                throw Problem.insufficientFunds("quantity")
            }
        case .sell:
            guard terms.quantity <= (try ledger.holding(of: terms.clientID, in: terms.symbol).available) else {
                throw Problem.insufficientHoldings
            }
        }
    }
}

extension Reserve {
    /// Reads the request. The caller is a program of ours: what it gets wrong is its bug, and told as any other refusal.
    init(_ body: [UInt8]) throws {
        var fields = try Fields(parsing: body)
        let orderID = fields.integer("order_id")
        let clientID = fields.integer("client_id")
        let side = fields.string("side") { Reservation.Side(rawValue: $0) == nil ? "must be buy or sell" : nil }
        let symbol = fields.string("symbol")
        let quantity = fields.quantity("quantity")
        let amount = fields.string("amount", Self.moneyRule)
        let settlement = fields.hasValue("settlement") ? fields.string("settlement", Self.moneyRule) : nil
        let releases = fields.hasValue("releases") ? fields.integer("releases") : nil
        try fields.check()
        guard let orderID, let clientID, let side = side.flatMap(Reservation.Side.init), let symbol, let quantity,
            let amount = amount.flatMap({ Money($0) })
        else { throw Problem.malformedJSON }
        self.init(
            orderID: orderID,
            terms: Reservation.Terms(
                clientID: clientID, side: side, symbol: symbol, quantity: quantity, amount: amount,
                settlement: settlement.flatMap { Money($0) }),
            releases: releases)
    }

    private static func moneyRule(_ text: String) -> String? {
        Money(text).map { $0 >= .zero } ?? false ? nil : "must be an amount with two decimals"
    }
}
