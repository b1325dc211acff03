import Contract
import Database

/// Reads the own events, in order.
struct Outbox: Sendable {
    let database: SQLDatabase

    struct Batch: Sendable {
        /// The sequence of the last event read.
        let through: Int
        /// The accepted events, each as JSON text.
        let events: [String]
    }

    enum Next: Sendable {
        case batch(Batch)
        /// There are events, but none that is old enough.
        case tooYoung
        case nothing
    }

    /// The sequence of the last event that was ever written.
    static func position(_ db: SQLConnection) throws -> Int {
        try db.value("SELECT seq FROM sqlite_sequence WHERE name = 'outbox_events'") ?? 0
    }

    static func stream(_ db: SQLConnection) throws -> String {
        guard let stream: String = try db.value("SELECT id FROM feed_stream") else {
            throw FeedFailure("the database has no feed_stream")
        }
        return stream
    }

    /// The oldest event that is still kept; nil when there is none.
    static func oldest(_ db: SQLConnection) throws -> Int? {
        try db.value("SELECT MIN(sequence) FROM outbox_events")
    }

    /// When the first event behind `sequence` was written.
    static func time(after sequence: Int, _ db: SQLConnection) throws -> Timestamp? {
        try db.value("SELECT time FROM outbox_events WHERE sequence > ? ORDER BY sequence LIMIT 1", sequence)
    }

    /// The next events, whole transactions only, that are at least `age` old.
    func next(
        after sequence: Int, accepts: Set<String>, age: Duration = .zero, limit: Int = 256
    ) async throws -> Next {
        let rows = try await database.read { db in
            try db.rows(
                """
                SELECT sequence, entity, type, request_id, time, row, answer, closes
                FROM outbox_events WHERE sequence > ? ORDER BY sequence LIMIT ?
                """, sequence, limit)
        }
        let newest = Timestamp(milliseconds: Timestamp.now().milliseconds - Int64(age / .milliseconds(1)))
        let old = try rows.prefix { (try $0[4] as Timestamp) <= newest }
        guard !old.isEmpty else { return rows.isEmpty ? .nothing : .tooYoung }
        guard let last = try old.lastIndex(where: { try $0[7] }) else {
            return old.count < limit
                ? .tooYoung : try await next(after: sequence, accepts: accepts, age: age, limit: limit * 2)
        }
        let whole = old[...last]
        return .batch(
            Batch(
                through: try whole[last][0],
                events: try whole.filter { accepts.contains(try $0[1]) }.map(Self.json)))
    }

    /// `row` and `answer` are JSON already and go as they are.
    private static func json(_ row: SQLRow) throws -> String {
        let head: JSON = [
            "sequence": .integer(try row[0] as Int), "type": .string(try row[2]), "entity": .string(try row[1]),
            "request_id": .string(try row[3]), "time": .string(try row[4]),
        ]
        let answer: String? = try row[6]
        return "\(head.text.dropLast()),\"row\":\(try row[5] as String),\"answer\":\(answer ?? "null")}"
    }

    /// Forgets events that every peer has, except for the last ones.
    func prune(deliveredToAll: Int, keeping: Int) async throws {
        guard deliveredToAll > keeping else { return }
        _ = try await database.write { db in
            try db.run("DELETE FROM outbox_events WHERE sequence <= ?", deliveredToAll - keeping)
        }
    }
}
