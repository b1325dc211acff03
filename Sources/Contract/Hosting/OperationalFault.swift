import Foundation
import HTTPTypes
package import Hummingbird

/// Faults of operation that each program can be started with, `--fault NAME`, to see how its callers take them.
package enum OperationalFault: String, CaseIterable, Sendable {
    /// Each answer comes 2 s late.
    case slow
    /// Each answer is 500.
    case fiveHundreds = "500s"
    /// No answer ever comes.
    case hang
    /// The first request ends the process, without a word, with exit code 70.
    case crash
}

/// Suffers the faults on `/api/v1`; health and the feed stay as they are.
package struct FaultInjection: RouterMiddleware {
    package typealias Context = BrokerXContext

    let faults: Set<OperationalFault>

    package init(_ faults: Set<OperationalFault>) {
        self.faults = faults
    }

    package func handle(
        _ request: Request, context: BrokerXContext,
        next: @concurrent (Request, BrokerXContext) async throws -> Response
    ) async throws -> Response {
        guard !faults.isEmpty, request.uri.path.hasPrefix("/api/v1/") else { return try await next(request, context) }
        if faults.contains(.crash) { exit(70) }
        if faults.contains(.hang) { try await Task.sleep(for: .seconds(86_400)) }
        if faults.contains(.slow) { try await Task.sleep(for: .seconds(2)) }
        if faults.contains(.fiveHundreds) { return Problem.internalError.response() }
        return try await next(request, context)
    }
}
