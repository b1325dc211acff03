import Contract
import Database
import Feed
import Foundation

/// Takes requests that change orders, and carries them out together with portfolios (`Intent`).
struct OrderDesk {
    let journal: Journal
    let portfolios: PortfoliosClient
    var lease = Lease()

    /// How long an intent belongs to the request that wrote it, and how long another one waits for that.
    struct Lease {
        /// Longer than all calls of a request may take.
        var seconds = 15.0
        var patience = Duration.seconds(3)

        func end(from now: Date = Date()) -> Date { now.addingTimeInterval(seconds) }
    }

    /// What the transaction that begins a request found.
    private enum Beginning: Sendable {
        case promised(Intent)
        /// It was answered before.
        case answered(Answer)
        /// Another request works on this key, or on the order that is to end; the problem is for who cannot wait.
        case busy(Problem)
    }

    func carryOut(_ submission: Submission, _ plan: @Sendable (Change) throws -> Intent) async throws -> Answer {
        let deadline = ContinuousClock.now + lease.patience
        while true {
            switch try await begin(submission, plan) {
            case .answered(let answer): return answer
            case .promised(let intent): return try await finish(intent, submission)
            case .busy(let problem):
                guard ContinuousClock.now < deadline else { throw problem }
                try await Task.sleep(for: .milliseconds(10))
            }
        }
    }

    /// (1) Writes the intent, unless the request was answered before, is refused, or must wait.
    private func begin(
        _ submission: Submission, _ plan: @Sendable (Change) throws -> Intent
    ) async throws -> Beginning {
        do {
            return try await journal.write(requestID: submission.requestID, isDryRun: submission.isDryRun) { change in
                if let stored = try journal.admit(submission, change.db) { return .answered(stored) }
                let intents = Intents(db: change.db)
                if let key = submission.idempotency, try intents.isPending(key) { return .busy(.idempotencyInProgress) }
                let intent = try plan(change)
                if let ended = intent.ends, try intents.isPending(ending: ended) { return .busy(.unavailable) }
                try intents.add(intent, leasedUntil: lease.end())
                return .promised(intent)
            }
        } catch let problem as Problem where problem.status == 422 {
            guard let key = submission.idempotency, !submission.isDryRun else { throw problem }
            return .answered(
                try await journal.keep(
                    problem.answer, for: key, domain: OrdersService.name, requestID: submission.requestID))
        }
    }

    private func finish(_ intent: Intent, _ submission: Submission) async throws -> Answer {
        let isDryRun = submission.isDryRun
        do {
            try await call(intent, isDryRun: isDryRun)
        } catch let refusal as Problem {
            return isDryRun ? refusal.answer : try await conclude(intent, refusal)
        } catch let failure as PortfoliosClient.Failure {
            if !isDryRun { try await abandon(intent, after: failure) }
            if failure == .conflict { throw failure }
            throw Problem.unavailable
        }
        guard !isDryRun else { return try await rehearse(intent) }
        do {
            return try await conclude(intent)
        } catch {
            try await abandon(intent, after: .unknown)
            throw error
        }
    }

    /// (2) Asks portfolios; no transaction is open.
    func call(_ intent: Intent, isDryRun: Bool = false) async throws {
        switch intent.kind {
        case .place, .replace: try await portfolios.reserve(intent, isDryRun: isDryRun)
        case .cancel: try await portfolios.release(intent, isDryRun: isDryRun)
        }
    }

    /// (3) Writes what came of the intent, and forgets it. A refusal of portfolios is an answer like any other.
    func conclude(_ intent: Intent, _ refusal: Problem? = nil) async throws -> Answer {
        try await journal.write(requestID: intent.requestID) { change in
            // Gone when it was taken for abandoned meanwhile.
            guard try Intents(db: change.db).conclude(intent) else { throw Problem.unavailable }
            let answer = try refusal?.answer ?? intent.carryOut(change)
            try change.keep(answer, of: intent.submission, domain: OrdersService.name)
            return answer
        }
    }

    /// (3) of a dry run. The id it had in (1) was given back, and may be somebody else's by now.
    private func rehearse(_ intent: Intent) async throws -> Answer {
        let (answer, id) = try await journal.write(requestID: intent.requestID, isDryRun: true) { change in
            var intent = intent
            if intent.kind != .cancel { intent.orderID = try Counters.next("order", change.db) }
            return (try intent.carryOut(change), intent.orderID)
        }
        // Portfolios was told no id (`PortfoliosClient`); what it reports belongs to this order.
        ChangeReport.current?.replace("order_id", 0, with: id)
        return answer
    }

    /// The request fails, and nothing may stay of it, now or as soon as portfolios answers again.
    private func abandon(_ intent: Intent, after failure: PortfoliosClient.Failure) async throws {
        let isToUndo = failure == .unknown && intent.kind == .place
        try await journal.database.write { db in
            let intents = Intents(db: db)
            switch failure {
            case .notSent, .conflict: try intents.remove(intent)
            case .unknown: try isToUndo ? intents.giveUp(intent) : intents.leave(intent)
            }
        }
        // What fails here, `Recovery` tries again.
        if isToUndo { try? await undo(intent) }
    }

    /// Releases what a placement may have reserved, and forgets it.
    func undo(_ intent: Intent) async throws {
        try await portfolios.release(intent, isDryRun: false)
        try await journal.database.write { try Intents(db: $0).remove(intent) }
    }
}
