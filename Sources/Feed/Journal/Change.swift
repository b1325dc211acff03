package import Contract
package import Database
import HTTPTypes

/// One transaction that changes rows, and the events which tell the other side.
package final class Change {
    struct Event {
        let type: String
        let table: FeedTable
        let row: JSON
        var answer: JSON?
    }

    package let db: SQLConnection
    /// The one moment that everything in this transaction happened at.
    package let now: Timestamp
    private let requestID: String
    private let tables: [String: FeedTable]
    private let faults: [WriteFault]
    private var events: [Event] = []

    init(_ db: SQLConnection, requestID: String, tables: [String: FeedTable], faults: [WriteFault] = []) {
        self.db = db
        self.requestID = requestID
        self.tables = tables
        self.faults = faults
        now = .now()
    }

    /// Notes that the row of `entity` with that key was inserted or updated; it is read as it is now.
    package func record(_ type: String, _ entity: String, key: any SQLConvertible) throws {
        guard let table = tables[entity] else { throw FeedFailure("no table for \(entity)") }
        for fault in faults where fault.entity == entity { try db.run(fault.statement, key) }
        events.append(Event(type: type, table: table, row: try table.row(key, db)))
    }

    /// Keeps an answer for the request's next time. It travels on the last event of its domain, or alone.
    func keep(_ answer: Answer, for key: IdempotencyKey, domain: String) throws {
        try StoredAnswers.insert(domain: domain, key, answer, at: now, db)
        let row: JSON = [
            "domain": .string(domain), "scope": .string(key.scope), "key": .string(key.key),
            "request_hash": .string(key.requestHash), "status": .integer(answer.status.code),
            "body": .string(answer.body), "created_at": .timestamp(now),
        ]
        if let index = events.lastIndex(where: { $0.table.domain == domain }) {
            events[index].answer = row
        } else {
            events.append(Event(type: "answer.stored", table: .answers(of: domain), row: row))
        }
    }

    /// The rows that were changed, by table.
    var report: JSON {
        let report = ChangeReport()
        for event in events where event.table.isReported {
            report.add(.object([.init(event.table.name, .array([event.row.withoutSecrets()]))]))
        }
        return report.json
    }

    /// Writes the outbox rows; the sequence of the last, or nil when nothing was changed.
    func close() throws -> Int? {
        for (index, event) in events.enumerated() {
            try db.run(
                """
                INSERT INTO outbox_events (type, entity, request_id, time, row, answer, closes)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                event.type, event.table.entity, requestID, now, event.row.text, event.answer?.text,
                index == events.count - 1)
        }
        return events.isEmpty ? nil : db.lastInsertedID
    }
}
