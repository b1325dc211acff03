import Contract
import Database

/// The clients that are not gone, inside one transaction.
struct Clients {
    let db: SQLConnection

    func find(_ id: Int) throws -> Client? {
        try db.row("SELECT * FROM clients WHERE id = ? AND deleted_at IS NULL", id).map(Client.init)
    }

    /// Should the feed have brought two, the one with the lower id, as on every side. Text that is no address is
    /// nobody's.
    func find(email: String) throws -> Client? {
        guard isVisibleASCII(email) else { return nil }
        return try db.row("SELECT * FROM clients WHERE email = ? AND deleted_at IS NULL ORDER BY id", email).map(
            Client.init)
    }

    /// The client whose token a request carries; throws `notFound` for one that is not here.
    ///
    /// The tokens of a client who is gone are on the deny list, which was asked before.
    func authenticated(_ identity: Identity?) throws -> Client {
        guard let identity else { throw Problem.unauthorized }
        guard let client = try find(identity.clientID) else { throw Problem.notFound }
        return client
    }

    func add(_ client: Client) throws {
        try db.run(
            """
            INSERT INTO clients (id, name, email, password_hash, email_verified, mfa_verified, version, created_at,
                updated_at, deleted_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, client.id, client.name, client.email, client.passwordHash, client.isEmailVerified,
            client.isMFAVerified, client.version, client.createdAt, client.updatedAt, client.deletedAt)
    }

    /// Writes a changed client as its next version, and returns it.
    @discardableResult
    func update(_ client: Client, at now: Timestamp) throws -> Client {
        var client = client
        client.version += 1
        client.updatedAt = now
        try db.run(
            """
            UPDATE clients SET name = ?, email = ?, password_hash = ?, email_verified = ?, mfa_verified = ?,
                version = ?, updated_at = ?, deleted_at = ?
            WHERE id = ?
            """, client.name, client.email, client.passwordHash, client.isEmailVerified, client.isMFAVerified,
            client.version, client.updatedAt, client.deletedAt, client.id)
        return client
    }
}
