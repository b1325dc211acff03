import Contract
import Database
import HTTPTypes

/// `POST /auth/login`.
struct LogIn {
    let database: SQLDatabase
    let hasher: PasswordHasher
    let tokens: Tokens
    let mail: VerificationMail

    func perform(_ submission: Submission) async throws -> Answer {
        var fields = try Fields(parsing: submission.body)
        let email = fields.string("email")
        let password = fields.string("password")
        try fields.check()
        guard let email, let password else { throw Problem.invalidCredentials }

        let client = try await database.read { try Clients(db: $0).find(email: normalizedEmail(email)) }
        // As much is computed for an email that nobody has, so that the time of an answer tells nothing.
        let isRight = try await hasher.verify(password, against: client?.passwordHash)
        guard isRight, let client else { throw Problem.invalidCredentials }
        if !submission.isDryRun { mail.send(.mfa, to: client.id) }
        return Answer(
            .ok,
            [
                "token": .string(try await tokens.issue(for: client.id)), "token_type": "Bearer",
                "expires_in": .integer(Int(Tokens.lifetimeSeconds)), "client_id": .integer(client.id),
            ])
    }
}
