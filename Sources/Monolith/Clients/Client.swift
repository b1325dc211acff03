import Contract
import Database
import Feed

/// A person with an account.
struct Client: Equatable {
    let id: Int
    var name: String
    var email: String
    var passwordHash: String
    var emailVerified = false
    var mfaVerified = false
    var version = 1
    let createdAt: Timestamp
    var updatedAt: Timestamp
    var deletedAt: Timestamp?

    var json: JSON {
        [
            "id": .integer(id), "name": .string(name), "email": .string(email), "email_verified": .bool(emailVerified),
            "mfa_verified": .bool(mfaVerified), "created_at": .timestamp(createdAt),
            "updated_at": .timestamp(updatedAt),
        ]
    }
}

extension Client {
    private static let columns = """
        id, name, email, password_hash, email_verified, mfa_verified, version, created_at, updated_at, deleted_at
        """

    init(_ row: SQLRow) throws {
        id = try row[0]
        name = try row[1]
        email = try row[2]
        passwordHash = try row[3]
        emailVerified = try row[4]
        mfaVerified = try row[5]
        version = try row[6]
        createdAt = try row[7]
        updatedAt = try row[8]
        deletedAt = try row[9]
    }

    /// Throws `notFound` for an id of nobody, or of a client who is gone.
    static func find(_ id: Int, _ db: SQLConnection) throws -> Client {
        guard let row = try db.row("SELECT \(columns) FROM clients WHERE id = ? AND deleted_at IS NULL", id) else {
            throw Problem.notFound
        }
        return try Client(row)
    }

    /// The client with that address. Should the feed have brought two, the one with the lower id, on every side.
    static func find(email: String, _ db: SQLConnection) throws -> Client? {
        try db.row("SELECT \(columns) FROM clients WHERE email = ? AND deleted_at IS NULL ORDER BY id", email)
            .map(Client.init)
    }

    /// Writes the row as it is, and its event.
    func insert(_ change: Change) throws {
        try change.db.run(
            "INSERT INTO clients (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", id, name, email,
            passwordHash, emailVerified, mfaVerified, version, createdAt, updatedAt, deletedAt)
        try change.record("client.created", "client", key: id)
    }

    /// Writes a new version of the row, and its event. A client which is as it was before is left alone.
    mutating func update(from old: Client, _ type: String, _ change: Change) throws {
        guard self != old else { return }
        version += 1
        updatedAt = change.now
        try change.db.run(
            """
            UPDATE clients SET name = ?, email = ?, password_hash = ?, email_verified = ?, mfa_verified = ?,
                version = ?, updated_at = ?, deleted_at = ? WHERE id = ?
            """, name, email, passwordHash, emailVerified, mfaVerified, version, updatedAt, deletedAt, id)
        try change.record(type, "client", key: id)
    }
}
