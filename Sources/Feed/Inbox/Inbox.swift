import Contract
import Database

/// Applies what other sides deliver: rows and position in one transaction, never into the own outbox.
struct Inbox: Sendable {
    let database: SQLDatabase
    let tables: [String: FeedTable]
    let positions: Positions

    enum Outcome: Equatable, Sendable {
        /// Applied up to here. Less than was delivered when a dry run holds an event back.
        case applied(Int)
        /// The delivery begins behind what is applied (nil: nothing yet): the relay has to go back.
        case gap(Int?)
    }

    /// What was applied, per source.
    static func applied(_ db: SQLConnection) throws -> [(source: String, stream: String, position: Int)] {
        try db.rows("SELECT source, stream, position FROM feed_inbox ORDER BY source").map {
            (try $0[0], try $0[1], try $0[2])
        }
    }

    /// Applies a batch idempotently: what is at or below the applied position is skipped.
    func apply(_ delivery: Delivery) async throws -> Outcome {
        let outcome = try await database.write { db -> Outcome in
            let known: Int? = try db.value(
                "SELECT position FROM feed_inbox WHERE source = ? AND stream = ?", delivery.source, delivery.stream)
            guard let known, delivery.after <= known else { return .gap(known) }
            guard delivery.through > known else { return .applied(known) }
            var reached = delivery.through
            var last: String?
            for event in delivery.events where event.sequence > known {
                if try DryRunGate.holds(event.requestID, db) {
                    // All events of a transaction carry its request id, so it is held back whole.
                    reached = event.sequence - 1
                    break
                }
                // One transaction's events follow each other.
                if last != event.requestID { try DryRunGate.noteApplied(event.requestID, db) }
                last = event.requestID
                try apply(event.entity, event.row, db)
                if let answer = event.answer, let domain = answer["domain"]?.stringValue {
                    try apply("answer:\(domain)", answer, db)
                }
            }
            try db.run("UPDATE feed_inbox SET position = ? WHERE source = ?", reached, delivery.source)
            return .applied(reached)
        }
        if case .applied(let position) = outcome { positions.advance(applied: [delivery.source: position]) }
        return outcome
    }

    /// Applies a page of a snapshot. The last page makes the position known, and the tail goes on from there.
    func apply(_ page: SnapshotPage) async throws {
        try await database.write { db in
            for row in page.rows { try apply(row.entity, row.row, db) }
            guard let position = page.complete else { return }
            try db.run(
                """
                INSERT INTO feed_inbox (source, stream, position) VALUES (?, ?, ?)
                ON CONFLICT (source) DO UPDATE SET stream = excluded.stream, position = excluded.position
                """, page.source, page.stream, position)
        }
        if let position = page.complete { positions.advance(applied: [page.source: position]) }
    }

    /// What this side has no table for is not for it.
    private func apply(_ entity: String, _ row: JSON, _ db: SQLConnection) throws {
        try tables[entity]?.apply(row, db)
    }
}
