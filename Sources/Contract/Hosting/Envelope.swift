package import Hummingbird
import Foundation
import HTTPTypes
package import Logging

/// The outermost middleware: what every answer has, whatever happened inside.
///
/// It gives the request its id, turns errors into problems, adds `Ficus-Build`, `Ficus-Position` and `X-Request-Id`,
/// counts, measures, and writes one log line.
package struct Envelope: RouterMiddleware {
    package typealias Context = BrokerXContext

    let build: String
    let metrics: Metrics
    let logger: Logger
    /// How far this side's data is, for `Ficus-Position`.
    let position: @Sendable () -> String

    package init(build: String, metrics: Metrics, logger: Logger, position: @escaping @Sendable () -> String) {
        self.build = build
        self.metrics = metrics
        self.logger = logger
        self.position = position
    }

    package func handle(
        _ request: Request, context: BrokerXContext,
        next: @concurrent (Request, BrokerXContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var context = context
        context.requestID = Self.requestID(request)
        context.isShadow = request.headers[.ficusLeg] == "shadow"
        // A read must not claim rows that came while it ran, a write must claim its own.
        let isRead = request.method == .get || request.method == .head
        let before = isRead ? position() : nil

        var failure: (any Error)?
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            let problem = Self.problem(error)
            if problem.status >= 500 { failure = error }
            response = problem.response()
        }
        response.headers[.ficusBuild] = build
        response.headers[.ficusPosition] = before ?? position()
        response.headers[.requestID] = context.requestID

        let duration = ContinuousClock.now - start
        let route = context.endpointPath ?? "unmatched"
        metrics.count(method: request.method.rawValue, route: route, status: response.status.code, duration)
        log(request, context, response, route, duration, failure)
        return response
    }

    /// Accepts what another program sent if it is short and printable, so that no log line can be forged by it.
    private static func requestID(_ request: Request) -> String {
        if let id = request.headers[.requestID], (1...128).contains(id.utf8.count),
            id.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        {
            return id
        }
        return UUID().uuidString.lowercased()
    }

    private static func problem(_ error: any Error) -> Problem {
        switch error {
        case let problem as Problem: problem
        case let error as any HTTPResponseError where error.status == .notFound || error.status == .methodNotAllowed:
            .notFound
        case let error as any HTTPResponseError where error.status == .contentTooLarge: .payloadTooLarge
        default: .internalError
        }
    }

    private func log(
        _ request: Request, _ context: BrokerXContext, _ response: Response, _ route: String, _ duration: Duration,
        _ failure: (any Error)?
    ) {
        let level: Logger.Level = failure == nil ? .info : .error
        guard level >= logger.logLevel else { return }
        var metadata: Logger.Metadata = [
            "request_id": "\(context.requestID)", "method": "\(request.method.rawValue)",
            "path": "\(request.uri.path)", "route": "\(route)", "status": "\(response.status.code)",
            "duration_us": "\(duration / .microseconds(1))",
        ]
        if context.isShadow { metadata["leg"] = "shadow" }
        if let failure { metadata["error"] = "\(failure)" }
        logger.log(level: level, "request", metadata: metadata)
    }
}
