import Contract
import Feed
import HTTPTypes

/// `POST /clients`.
struct Register {
    let hasher: PasswordHasher
    let mail: VerificationMail

    func perform(_ submission: Submission, _ journal: Journal) async throws -> Answer {
        // Hashing takes its time, so it is done before the transaction, and only for a request that may succeed.
        let password = try? ClientFields.registration(Fields(parsing: submission.body)).acceptedPassword
        let hash = if let password { try await hasher.hash(password) } else { "" }
        return try await journal.perform(submission, domain: ClientsService.name) { change in
            let clients = Clients(db: change.db)
            let fields = try ClientFields.registration(Fields(parsing: submission.body)) {
                try clients.find(email: $0) != nil
            }
            try fields.check()
            guard let name = fields.name, let email = fields.email else { throw Problem.malformedJSON }
            let client = Client(
                id: try Counters.next("client", change.db), name: name, email: email, passwordHash: hash,
                isEmailVerified: false, isMFAVerified: false, version: 1, createdAt: change.now, updatedAt: change.now)
            try clients.add(client)
            try change.record("client.registered", "client", key: client.id)
            if !submission.isDryRun { mail.send(.email, to: client.id) }
            return Answer(.created, client.json)
        }
    }
}
