import Contract
import Feed
import HTTPTypes

/// `POST /internal/release`: ends an order's reservation, or undoes its settlement.
///
/// An order that is not known is recorded as released, so that a reserve which arrives late is refused.
struct Release {
    let orderID: Int
    let clientID: Int

    init(_ body: [UInt8]) throws {
        var fields = try Fields(parsing: body)
        let orderID = fields.integer("order_id")
        let clientID = fields.integer("client_id")
        try fields.check()
        guard let orderID, let clientID else { throw Problem.malformedJSON }
        self.orderID = orderID
        self.clientID = clientID
    }

    func perform(_ change: Change) throws -> Answer {
        let reservations = Reservations(db: change.db)
        guard let known = try reservations.find(orderID) else {
            let tombstone = tombstone(at: change.now)
            try reservations.add(tombstone)
            try change.record("reservation.released", "reservation", key: orderID)
            return Answer(.ok, tombstone.answer)
        }
        guard known.terms.clientID == clientID else { throw Problem.reservationConflict }
        guard known.status != .released else { return Answer(.ok, known.answer) }
        let released = try reservations.release(known, at: change.now)
        try change.record("reservation.released", "reservation", key: orderID)
        if known.status == .settled, let amount = known.terms.settlement {
            try Settlement(orderID: orderID, terms: known.terms, amount: amount).reverse(change)
        }
        return Answer(.ok, released.answer)
    }

    private func tombstone(at now: Timestamp) -> Reservation {
        Reservation(
            orderID: orderID,
            terms: Reservation.Terms(
                clientID: clientID, side: .buy, symbol: "", quantity: 0, amount: .zero, settlement: nil),
            status: .released, version: 1, createdAt: now, updatedAt: now)
    }
}
