import Contract
import Feed
import HTTPTypes

/// `POST /deposits` and `POST /withdrawals`.
enum MoveMoney {
    private static let maximum = Money(cents: 1_000_000_000_00)

    static func perform(_ direction: Transfer.Direction, _ submission: Submission, _ change: Change) throws -> Answer {
        let clientID = try submission.owner()
        let amount = try amount(submission.body)
        let ledger = Ledger(db: change.db)
        if direction == .withdrawal {
            guard amount <= (try ledger.funds(of: clientID).available) else {
                throw Problem.insufficientFunds("amount")
            }
        }
        let transfer = try Transfers(direction: direction, db: change.db).add(amount, of: clientID, at: change.now)
        try change.record("\(direction.entity).completed", direction.entity, key: transfer.id)
        let entry = try ledger.post(
            direction.entryKind, direction == .deposit ? amount : amount.negated(), of: clientID, at: change.now)
        try change.record("transaction.posted", "transaction", key: entry.id)
        return Answer(.created, transfer.json)
    }

    private static func amount(_ body: [UInt8]) throws -> Money {
        var fields = try Fields(parsing: body)
        let amount = fields.money("amount", upTo: maximum)
        _ = fields.string("currency") { $0 == currency ? nil : "must be \(currency)" }
        try fields.check()
        guard let amount else { throw Problem.validation("amount", "is required") }
        return amount
    }
}
