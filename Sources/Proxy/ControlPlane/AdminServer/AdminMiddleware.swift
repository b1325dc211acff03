import HTTPTypes
import Hummingbird
import Logging

/// Refuses what `OriginCheck` refuses, before anything else looks at a request.
struct OriginMiddleware<Context: RequestContext>: RouterMiddleware {
    let check: OriginCheck

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let refusal = check.refusal(
            authority: request.head.authority, origin: request.headers[.origin],
            fetchSite: request.headers[.secFetchSite])
        if let refusal {
            return try .problem(
                AdminProblem(.forbidden, refusal, fix: "ask from this machine, as http://127.0.0.1 or localhost"))
        }
        return try await next(request, context)
    }
}

/// Turns every error into problem+json.
struct ProblemMiddleware<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let problem as AdminProblem {
            return try .problem(problem)
        } catch let error as HTTPError where error.status == .notFound {
            return try .problem(
                AdminProblem(.notFound, "there is nothing at \(request.uri.path)", fix: "see docs/admin-api.yaml"))
        } catch let error as HTTPError {
            return try .problem(AdminProblem(.badRequest, error.body ?? "the request is not understood"))
        } catch {
            context.logger.error("admin request failed", metadata: ["error": "\(error)"])
            return try .problem(AdminProblem(.unexpected, "\(error)"))
        }
    }
}

extension HTTPField.Name {
    // Why: a literal that is a token.
    fileprivate static let secFetchSite = Self("Sec-Fetch-Site")!
}
