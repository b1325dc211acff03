import Contract
import Database
import Feed
import Hummingbird
import Logging

extension Monolith {
    func addClientRoutes(to api: RouterGroup<BrokerXContext>) {
        api.post("clients") { request, context in
            let submission = try await Submission(request, context, identity: nil, keyed: true, keys: keys)
            return try await register(submission)
        }
        api.get("clients/:id") { request, context in
            let identity = try await tokens.identity(of: request)
            return try await journal.read(identity) { db in
                Answer(.ok, try Client.find(own(context, identity), db).json)
            }
        }
        api.patch("clients/:id") { request, context in
            let submission = try await submission(request, context)
            return try await update(submission, context)
        }
        api.delete("clients/:id") { request, context in
            let submission = try await submission(request, context)
            return try await journal.perform(submission, domain: "clients") { change in
                try delete(own(context, submission.identity), change)
            }
        }
        api.get("me") { request, context in
            let identity = try await tokens.identity(of: request)
            return try await journal.read(identity) { db in
                Answer(.ok, try Client.find(identity.clientID, db).json)
            }
        }
    }

    /// The id in the path, which has to be the caller's: what is somebody else's does not exist.
    private func own(_ context: BrokerXContext, _ identity: Identity?) throws -> Int {
        let id = try context.id()
        guard id == identity?.clientID else { throw Problem.notFound }
        return id
    }

    private func register(_ submission: Submission) async throws -> Answer {
        // The password is hashed before the transaction, which must not wait for it; not for a request that fails.
        let draft = try? ClientFields.registration(submission.body)
        let hash = try await hash(draft)
        let answer = try await journal.perform(submission, domain: "clients") { change in
            let fields = try ClientFields.registration(submission.body)
            try fields.check { try Client.find(email: $0, change.db) != nil }
            guard let name = fields.name, let email = fields.email, let hash else { throw Problem.internalError }
            let client = Client(
                id: try Counters.next("client", change.db), name: name, email: email, passwordHash: hash,
                createdAt: change.now, updatedAt: change.now)
            try client.insert(change)
            if !submission.isDryRun { logCode(.email, of: client.id) }
            return Answer(.created, client.json)
        }
        return answer
    }

    private func update(_ submission: Submission, _ context: BrokerXContext) async throws -> Answer {
        let draft = try? ClientFields.patch(submission.body)
        let hash = try await hash(draft)
        return try await journal.perform(submission, domain: "clients") { change in
            // Malformed bodies come before rows that are not there.
            _ = try Fields(parsing: submission.body)
            let old = try Client.find(own(context, submission.identity), change.db)
            let fields = try ClientFields.patch(submission.body)
            try fields.check { email in try Client.find(email: email, change.db).map { $0.id != old.id } ?? false }
            var client = old
            if let name = fields.name { client.name = name }
            if let email = fields.email, email != old.email {
                client.email = email
                client.emailVerified = false
            }
            if let hash { client.passwordHash = hash }
            try client.update(from: old, "client.updated", change)
            return Answer(.ok, client.json)
        }
    }

    private func delete(_ id: Int, _ change: Change) throws -> Answer {
        let old = try Client.find(id, change.db)
        var client = old
        client.deletedAt = change.now
        try client.update(from: old, "client.deleted", change)
        let revocation = Revocations.subject(id)
        let expires = change.now.adding(seconds: Tokens.lifetimeSeconds)
        if try Revocations.add(revocation, expires: expires, change.db) {
            try change.record("token.revoked", "revocation", key: revocation)
        }
        return .noContent
    }

    private func hash(_ fields: ClientFields?) async throws -> String? {
        guard let fields, fields.isValid, let password = fields.password else { return nil }
        return try await passwords.hash(password)
    }

    /// Stands in for the mail that a later version sends.
    func logCode(_ purpose: VerificationCode, of clientID: Int) {
        host.logger.info(
            "verification code",
            metadata: [
                "purpose": "\(purpose.rawValue)", "client_id": "\(clientID)",
                "code": "\(purpose.code(for: clientID, keys))",
            ])
    }
}
