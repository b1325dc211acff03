package import Database

/// The deny list of tokens: a `jti` that logged out, or `sub:<client id>` for all tokens of a client that is gone.
package enum Revocations {
    package static let schema = """
        CREATE TABLE revocations (id TEXT NOT NULL UNIQUE, expires_at TEXT NOT NULL);
        """

    /// Throws `unauthorized` when the token is on the list.
    package static func check(_ identity: Identity, _ db: SQLConnection) throws {
        let found: Int? = try db.value(
            "SELECT 1 FROM revocations WHERE id IN (?, ?)", identity.tokenID, subject(identity.clientID))
        guard found == nil else { throw Problem.unauthorized }
    }

    package static func subject(_ clientID: Int) -> String { "sub:\(clientID)" }

    /// Puts an id on the list; false when it is there already. Ids of tokens that have expired leave it.
    package static func add(_ id: String, expires: Timestamp, _ db: SQLConnection) throws -> Bool {
        try db.run("DELETE FROM revocations WHERE expires_at < ?", Timestamp.now())
        return try db.run("INSERT OR IGNORE INTO revocations (id, expires_at) VALUES (?, ?)", id, expires) > 0
    }
}
