import Contract
import Database
import Feed
import Hummingbird

extension Monolith {
    func addSessionRoutes(to api: RouterGroup<BrokerXContext>) {
        api.post("auth/login") { request, context in
            let submission = try await Submission(request, context, identity: nil, keys: keys)
            return try await logIn(submission)
        }
        api.post("auth/logout") { request, context in
            let submission = try await submission(request, context)
            return try await journal.perform(submission, domain: "clients") { change in
                try logOut(submission.identity, change)
            }
        }
        api.post("auth/verify_mfa") { request, context in
            let submission = try await submission(request, context)
            return try await journal.perform(submission, domain: "clients") { change in
                var fields = try Fields(parsing: submission.body)
                let old = try Client.find(submission.owner(), change.db)
                _ = fields.string("code") { codeRule($0, .mfa, old) }
                try fields.check()
                var client = old
                client.mfaVerified = true
                try client.update(from: old, "client.mfa_verified", change)
                return Answer(.ok, ["client_id": .integer(client.id), "mfa_verified": .bool(client.mfaVerified)])
            }
        }
        api.post("clients/verify_email") { request, context in
            let submission = try await Submission(request, context, identity: nil, keys: keys)
            return try await journal.perform(submission, domain: "clients") { change in
                var fields = try Fields(parsing: submission.body)
                let email = fields.string("email")
                let old = try email.flatMap { try findByAnyEmail($0, change.db) }
                let code = fields.string("code")
                try fields.check()
                guard let old, let code, codeRule(code, .email, old) == nil else {
                    throw Problem.validation("code", "is wrong")
                }
                var client = old
                client.emailVerified = true
                try client.update(from: old, "client.email_verified", change)
                return Answer(.ok, client.json)
            }
        }
    }

    private func logIn(_ submission: Submission) async throws -> Answer {
        var fields = try Fields(parsing: submission.body)
        let email = fields.string("email")
        let password = fields.string("password")
        try fields.check()
        guard let email, let password else { throw Problem.invalidCredentials }
        let client = try await journal.read { db in
            try findByAnyEmail(email, db).map { (id: $0.id, hash: $0.passwordHash) }
        }
        guard try await passwords.verify(password, against: client?.hash), let client else {
            throw Problem.invalidCredentials
        }
        if !submission.isDryRun { logCode(.mfa, of: client.id) }
        return Answer(
            .ok,
            [
                "token": .string(try await tokens.issue(for: client.id)), "token_type": "Bearer",
                "expires_in": .integer(Int(Tokens.lifetimeSeconds)), "client_id": .integer(client.id),
            ])
    }

    private func logOut(_ identity: Identity?, _ change: Change) throws -> Answer {
        guard let identity else { throw Problem.unauthorized }
        if try Revocations.add(identity.tokenID, expires: identity.expires, change.db) {
            try change.record("token.revoked", "revocation", key: identity.tokenID)
        }
        return .noContent
    }

    /// Text that is no address at all is nobody's; it is not brought before the database, which refuses some of it.
    private func findByAnyEmail(_ text: String, _ db: SQLConnection) throws -> Client? {
        let email = ClientFields.normal(text)
        guard email.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        return try Client.find(email: email, db)
    }

    private func codeRule(_ code: String, _ purpose: VerificationCode, _ client: Client) -> String? {
        code == purpose.code(for: client.id, keys) ? nil : "is wrong"
    }
}
