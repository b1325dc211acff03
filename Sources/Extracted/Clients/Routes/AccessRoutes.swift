import Contract
import Feed
import Hummingbird
import ServiceKit

/// The public API of the clients service: how a client gets in and out.
struct AccessRoutes {
    let endpoints: Endpoints
    let hasher: PasswordHasher
    let mail: VerificationMail

    func add(to router: Router<BrokerXContext>) {
        let auth = router.group("api/v1/auth")
        auth.post("login") { request, context in
            let submission = try await endpoints.submission(request, context, isPublic: true)
            return try await LogIn(
                database: endpoints.journal.database, hasher: hasher, tokens: endpoints.tokens, mail: mail
            ).perform(submission)
        }
        auth.post("logout") { request, context in
            try await endpoints.write(request, context) { try LogOut.perform($0, $1) }
        }
        auth.post("verify_mfa") { request, context in
            try await endpoints.write(request, context) { submission, change in
                try VerifyMFA(keys: endpoints.keys).perform(submission, change)
            }
        }
    }
}
