import Contract
import Database

/// Who trades with BrokerX.
struct Client: Sendable, Equatable {
    let id: Int
    var name: String
    /// Trimmed and in lower case; unique among the clients that are not gone.
    var email: String
    var passwordHash: String
    var isEmailVerified: Bool
    var isMFAVerified: Bool
    /// Raised by each change, so that the newer of two copies is known.
    var version: Int
    let createdAt: Timestamp
    var updatedAt: Timestamp
    /// A client that is gone keeps its row, and nothing else.
    var deletedAt: Timestamp?

    /// The client as the API shows it.
    var json: JSON {
        [
            "id": .integer(id), "name": .string(name), "email": .string(email),
            "email_verified": .bool(isEmailVerified),
            "mfa_verified": .bool(isMFAVerified), "created_at": .timestamp(createdAt),
            "updated_at": .timestamp(updatedAt),
        ]
    }
}

extension Client {
    init(_ row: SQLRow) throws {
        id = try row["id"]
        name = try row["name"]
        email = try row["email"]
        passwordHash = try row["password_hash"]
        isEmailVerified = try row["email_verified"]
        isMFAVerified = try row["mfa_verified"]
        version = try row["version"]
        createdAt = try row["created_at"]
        updatedAt = try row["updated_at"]
        deletedAt = try row["deleted_at"]
    }
}
