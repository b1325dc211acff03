import Contract
import HTTPTypes
import Hummingbird
import ServiceKit

/// The public API of the clients service: who a client is.
struct ClientRoutes {
    let endpoints: Endpoints
    let hasher: PasswordHasher
    let mail: VerificationMail

    func add(to router: Router<BrokerXContext>) {
        let api = router.group("api/v1")
        api.post("clients") { request, context in
            let submission = try await endpoints.submission(request, context, isPublic: true, keyed: true)
            return try await Register(hasher: hasher, mail: mail).perform(submission, endpoints.journal)
        }
        api.post("clients/verify_email") { request, context in
            try await endpoints.write(request, context, isPublic: true) { submission, change in
                try VerifyEmail(keys: endpoints.keys).perform(submission, change)
            }
        }
        api.get("me") { request, _ in
            try await endpoints.read(request) { Answer(.ok, try Clients(db: $1).authenticated($0).json) }
        }
        api.get("clients/:id") { request, context in
            try await endpoints.read(request) { identity, db in
                let client = try Clients(db: db).authenticated(identity)
                guard try context.id() == client.id else { throw Problem.notFound }
                return Answer(.ok, client.json)
            }
        }
        api.patch("clients/:id") { request, context in
            let submission = try await endpoints.submission(request, context)
            return try await ChangeClient(hasher: hasher).perform(context.pathID, submission, endpoints.journal)
        }
        api.delete("clients/:id") { request, context in
            try await endpoints.write(request, context) { submission, change in
                try DeleteClient.perform(context.pathID, submission, change)
            }
        }
    }
}
