import Contract
import Database

/// What was promised before portfolios was called, kept until it is done or undone.
///
///     begin: intent written -> portfolios reserves or releases -> conclude: intent deleted, orders and events written
///
/// No transaction spans the call. Whoever finds an intent whose lease ran out (`Recovery`) finishes a cancellation or a
/// replacement, since those may have released the old reservation, and undoes a placement, since nobody waits for it.
struct Intent: Sendable {
    enum Kind: String, Sendable, SQLConvertible { case place, replace, cancel }

    /// The order that is to be placed, or to be cancelled.
    var orderID: Int
    let kind: Kind
    let clientID: Int
    /// The open order that ends. It has at most one intent, so a second request waits for the first.
    let ends: Int?
    let terms: OrderTerms
    let key: IdempotencyKey?
    let requestID: String

    /// The request, as far as its end needs it: the token was looked at in its beginning.
    var submission: Submission {
        Submission(identity: nil, idempotency: key, requestID: requestID)
    }
}

extension Intent {
    init(_ row: SQLRow) throws {
        orderID = try row["order_id"]
        kind = try row["kind"]
        clientID = try row["client_id"]
        ends = try row["ends"]
        terms = try OrderTerms(row)
        let key: String? = try row["key"]
        self.key = try key.map {
            IdempotencyKey(scope: try row["scope"], key: $0, requestHash: try row["request_hash"])
        }
        requestID = try row["request_id"]
    }
}
