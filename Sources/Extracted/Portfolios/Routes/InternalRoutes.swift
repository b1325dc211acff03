import Contract
import Hummingbird
import ServiceKit

/// What other services ask for; the proxy lets nobody else through to it.
struct InternalRoutes {
    let endpoints: Endpoints

    func add(to router: Router<BrokerXContext>) {
        router.post("internal/reserve") { request, context in
            try await endpoints.write(request, context, isPublic: true) { submission, change in
                try Reserve(submission.body).perform(change)
            }
        }
        router.post("internal/release") { request, context in
            try await endpoints.write(request, context, isPublic: true) { submission, change in
                try Release(submission.body).perform(change)
            }
        }
    }
}
