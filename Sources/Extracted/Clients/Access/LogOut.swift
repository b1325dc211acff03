import Contract
import Feed

/// `POST /auth/logout`: the token goes on the deny list, which the feed carries to every side.
enum LogOut {
    static func perform(_ submission: Submission, _ change: Change) throws -> Answer {
        _ = try Clients(db: change.db).authenticated(submission.identity)
        guard let identity = submission.identity else { throw Problem.unauthorized }
        try DenyList.add(identity.tokenID, expires: identity.expires, change)
        return .noContent
    }
}

/// Revoked tokens, told to all sides.
enum DenyList {
    static func add(_ id: String, expires: Timestamp, _ change: Change) throws {
        guard try Revocations.add(id, expires: expires, change.db) else { return }
        try change.record("token.revoked", "revocation", key: id)
    }
}
