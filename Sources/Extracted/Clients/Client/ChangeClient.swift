import Contract
import Feed
import HTTPTypes

/// `PATCH /clients/:id`.
struct ChangeClient {
    let hasher: PasswordHasher

    func perform(_ id: Int?, _ submission: Submission, _ journal: Journal) async throws -> Answer {
        let password = try? ClientFields.change(Fields(parsing: submission.body)).acceptedPassword
        let hash: String? = if let password { try await hasher.hash(password) } else { nil }
        return try await journal.perform(submission, domain: ClientsService.name) { change in
            let clients = Clients(db: change.db)
            let client = try clients.authenticated(submission.identity)
            let body = try Fields(parsing: submission.body)
            guard client.id == id else { throw Problem.notFound }
            let fields = try ClientFields.change(body) { email in
                try clients.find(email: email).map { $0.id != client.id } ?? false
            }
            try fields.check()

            var changed = client
            changed.name = fields.name ?? client.name
            if let email = fields.email, email != client.email {
                changed.email = email
                changed.isEmailVerified = false
            }
            changed.passwordHash = hash ?? client.passwordHash
            guard changed != client else { return Answer(.ok, client.json) }
            changed = try clients.update(changed, at: change.now)
            try change.record("client.changed", "client", key: client.id)
            return Answer(.ok, changed.json)
        }
    }
}
