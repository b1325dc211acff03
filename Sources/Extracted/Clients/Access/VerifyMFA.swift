import Contract
import Feed
import HTTPTypes

/// `POST /auth/verify_mfa`.
struct VerifyMFA {
    let keys: KeySet

    func perform(_ submission: Submission, _ change: Change) throws -> Answer {
        let clients = Clients(db: change.db)
        var client = try clients.authenticated(submission.identity)
        var fields = try Fields(parsing: submission.body)
        let code = fields.string("code")
        try fields.check()
        guard code == VerificationCode.mfa.code(for: client.id, keys) else {
            throw Problem.validation("code", "is wrong")
        }
        if !client.isMFAVerified {
            client.isMFAVerified = true
            try clients.update(client, at: change.now)
            try change.record("client.mfa_verified", "client", key: client.id)
        }
        return Answer(.ok, ["client_id": .integer(client.id), "mfa_verified": .bool(true)])
    }
}
