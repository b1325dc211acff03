package import Database
import HTTPTypes

/// What an `Idempotency-Key` stands for: a key, in the scope of a client, and the request it was sent with.
package struct IdempotencyKey: Hashable, Sendable {
    /// `client:<id>`, or `public`.
    package let scope: String
    package let key: String
    /// HMAC of the method, the path and the body, in hexadecimal.
    package let requestHash: String

    package init(scope: String, key: String, requestHash: String) {
        self.scope = scope
        self.key = key
        self.requestHash = requestHash
    }
}

/// The answers kept for requests that come again.
package enum StoredAnswers {
    package static let schema = """
        CREATE TABLE stored_answers (
            domain TEXT NOT NULL, scope TEXT NOT NULL, key TEXT NOT NULL, request_hash TEXT NOT NULL,
            status INTEGER NOT NULL, body TEXT NOT NULL, created_at TEXT NOT NULL, UNIQUE (scope, key));
        """

    /// The answer that was given to this request before; nil for a key that is new.
    ///
    /// Throws `idempotencyConflict` when the key came with another request.
    package static func find(_ key: IdempotencyKey, _ db: SQLConnection) throws -> Answer? {
        guard
            let row = try db.row(
                "SELECT request_hash, status, body FROM stored_answers WHERE scope = ? AND key = ?", key.scope, key.key)
        else { return nil }
        guard try row[0] as String == key.requestHash else { throw Problem.idempotencyConflict }
        return Answer(status: HTTPResponse.Status(code: try row[1]), body: try row[2])
    }

    /// Keeps an answer. The first one of a key stays.
    package static func insert(
        domain: String, _ key: IdempotencyKey, _ answer: Answer, at now: Timestamp, _ db: SQLConnection
    ) throws {
        try db.run(
            "INSERT OR IGNORE INTO stored_answers (domain, scope, key, request_hash, status, body, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            domain, key.scope, key.key, key.requestHash, answer.status.code, answer.body, now)
    }
}
