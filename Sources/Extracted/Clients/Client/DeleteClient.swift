import Contract
import Feed

/// `DELETE /clients/:id`: the email is free again, and no token of the client is worth anything from now on.
enum DeleteClient {
    static func perform(_ id: Int?, _ submission: Submission, _ change: Change) throws -> Answer {
        let clients = Clients(db: change.db)
        var client = try clients.authenticated(submission.identity)
        guard client.id == id else { throw Problem.notFound }
        client.deletedAt = change.now
        try clients.update(client, at: change.now)
        try change.record("client.deleted", "client", key: client.id)
        try DenyList.add(
            Revocations.subject(client.id), expires: change.now.adding(seconds: Tokens.lifetimeSeconds), change)
        return .noContent
    }
}
