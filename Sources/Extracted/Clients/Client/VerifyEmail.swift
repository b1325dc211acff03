import Contract
import Feed
import HTTPTypes

/// `POST /clients/verify_email`.
struct VerifyEmail {
    let keys: KeySet

    func perform(_ submission: Submission, _ change: Change) throws -> Answer {
        var fields = try Fields(parsing: submission.body)
        let email = fields.string("email")
        let code = fields.string("code")
        try fields.check()
        let clients = Clients(db: change.db)
        guard let email, let code, var client = try clients.find(email: normalizedEmail(email)),
            code == VerificationCode.email.code(for: client.id, keys)
        else { throw Problem.validation("code", "is wrong") }
        guard !client.isEmailVerified else { return Answer(.ok, client.json) }
        client.isEmailVerified = true
        client = try clients.update(client, at: change.now)
        try change.record("client.email_verified", "client", key: client.id)
        return Answer(.ok, client.json)
    }
}
