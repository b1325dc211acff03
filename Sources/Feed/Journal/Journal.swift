package import Contract
package import Database

/// The way to this side's rows: reads for a client, and changes which leave their events in the same transaction.
package struct Journal: Sendable {
    package let database: SQLDatabase
    let tables: [String: FeedTable]
    let positions: Positions
    let nudge: Nudge
    /// Mistakes that this side makes when it writes.
    let faults: [WriteFault]

    /// Reads on one snapshot. The token's deny list is asked in it: `unauthorized` when the token is on it.
    package func read<Value: Sendable>(
        _ identity: Identity? = nil, _ body: @Sendable (SQLConnection) throws -> Value
    ) async throws -> Value {
        try await database.read { db in
            if let identity { try Revocations.check(identity, db) }
            return try body(db)
        }
    }

    /// Changes rows in one transaction: their events commit with them, or nothing does.
    ///
    /// A dry run goes as far as the answer and is rolled back.
    package func write<Value: Sendable>(
        requestID: String, isDryRun: Bool = false, _ body: @Sendable (Change) throws -> Value
    ) async throws -> Value {
        guard !isDryRun else {
            let (value, report) = try await database.writeDryRun { db in
                let change = Change(db, requestID: requestID, tables: tables, faults: faults)
                return (try body(change), change.report)
            }
            ChangeReport.current?.add(report)
            return value
        }
        let (value, last) = try await database.write { db in
            let change = Change(db, requestID: requestID, tables: tables, faults: faults)
            let value = try body(change)
            return (value, try change.close())
        }
        if let last {
            positions.advance(own: last)
            nudge.give()
        }
        return value
    }

    /// Answers a request that writes: token, idempotency key, then `body`, all in one transaction.
    ///
    /// With a key, answers 2xx and 422 are kept; a request that comes again gets them without running `body`.
    package func perform(
        _ submission: Submission, domain: String, _ body: @Sendable (Change) throws -> Answer
    ) async throws -> Answer {
        do {
            return try await write(requestID: submission.requestID, isDryRun: submission.isDryRun) { change in
                if let stored = try admit(submission, change.db) { return stored }
                let answer = try body(change)
                if let key = submission.idempotency { try change.keep(answer, for: key, domain: domain) }
                return answer
            }
        } catch let problem as Problem where problem.status == 422 {
            guard let key = submission.idempotency, !submission.isDryRun else { throw problem }
            return try await keep(problem.answer, for: key, domain: domain, requestID: submission.requestID)
        }
    }

    /// Checks the token, then looks for the answer this request was given before.
    package func admit(_ submission: Submission, _ db: SQLConnection) throws -> Answer? {
        if let identity = submission.identity { try Revocations.check(identity, db) }
        return try submission.idempotency.flatMap { try StoredAnswers.find($0, db) }
    }

    /// Keeps an answer in a transaction of its own, and gives the one that is kept: another one of the same key may have
    /// been faster.
    package func keep(
        _ answer: Answer, for key: IdempotencyKey, domain: String, requestID: String
    ) async throws -> Answer {
        try await write(requestID: requestID) { change in
            if let stored = try StoredAnswers.find(key, change.db) { return stored }
            try change.keep(answer, for: key, domain: domain)
            return answer
        }
    }
}

extension Change {
    /// Keeps the answer to a submission that is performed in several transactions, in the last of them.
    package func keep(_ answer: Answer, of submission: Submission, domain: String) throws {
        guard let key = submission.idempotency else { return }
        try keep(answer, for: key, domain: domain)
    }
}
