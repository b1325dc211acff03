package import Contract
import HTTPTypes
package import Hummingbird

/// Answers a dry run with what it would have changed: `Ficus-Changes`, rows by table as JSON in ASCII.
///
/// A report that has a gap, or is too long for a field, is left out: the effects of that request are then not known. Where
/// the dry run may have seen other rows than its primary, the field says so (``ToldChanges``).
package struct DryRunChanges: RouterMiddleware {
    package typealias Context = BrokerXContext

    /// The longest value, in bytes.
    private static let limit = 16_384

    package init() {}

    package func handle(
        _ request: Request, context: BrokerXContext,
        next: @concurrent (Request, BrokerXContext) async throws -> Response
    ) async throws -> Response {
        guard context.isShadow, request.method != .get, request.method != .head else {
            return try await next(request, context)
        }
        let report = ChangeReport()
        var response: Response
        do {
            response = try await ChangeReport.$current.withValue(report) { try await next(request, context) }
        } catch let problem as Problem {
            response = problem.response()
        }
        // A refusal changes nothing, whatever was tried before it.
        let isRefusal = response.status.code >= 400
        let changes: JSON = isRefusal ? .object([]) : report.json
        let isTold = (isRefusal || report.isComplete) && changes.asciiText.utf8.count <= Self.limit
        let told = ToldChanges(report: isTold ? changes : nil, isUnsure: report.isUnsure)
        if let value = told.value { response.headers[.ficusChanges] = value }
        return response
    }
}
