import Contract
import Feed

// What each request promises.
extension OrderDesk {
    /// `POST /orders`.
    func place(_ submission: Submission) async throws -> Answer {
        try await carryOut(submission) { change in
            let terms = try OrderTerms(Fields(parsing: submission.body))
            return try Intent(
                orderID: Counters.next("order", change.db), kind: .place, clientID: submission.owner(), ends: nil,
                terms: terms, key: submission.idempotency, requestID: submission.requestID)
        }
    }

    /// `POST /orders/:id/cancel`.
    func cancel(_ id: Int?, _ submission: Submission) async throws -> Answer {
        try await carryOut(submission) { change in
            let clientID = try submission.owner()
            guard let id, let order = try Orders(db: change.db).find(id, of: clientID) else { throw Problem.notFound }
            guard order.status == .open else { throw Problem.orderNotOpen }
            return Intent(
                orderID: id, kind: .cancel, clientID: clientID, ends: id, terms: order.terms,
                key: submission.idempotency, requestID: submission.requestID)
        }
    }

    /// `POST /orders/:id/replace`.
    func replace(_ id: Int?, _ submission: Submission) async throws -> Answer {
        try await carryOut(submission) { change in
            let fields = try Fields(parsing: submission.body)
            let clientID = try submission.owner()
            guard let id, let order = try Orders(db: change.db).find(id, of: clientID) else { throw Problem.notFound }
            let terms = try order.terms.replaced(by: fields)
            guard order.status == .open else { throw Problem.orderNotOpen }
            return Intent(
                orderID: try Counters.next("order", change.db), kind: .replace, clientID: clientID, ends: id,
                terms: terms, key: submission.idempotency, requestID: submission.requestID)
        }
    }
}
