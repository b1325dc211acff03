package import Contract
import HTTPTypes
package import Hummingbird
import NIOCore

/// The one place where answer faults come in: between the envelope and the routes, on `/api/v1` only.
package struct FaultyAnswers: RouterMiddleware {
    package typealias Context = BrokerXContext

    let faults: [AnswerFault]

    package init(_ faults: [AnswerFault]) {
        self.faults = faults
    }

    package func handle(
        _ request: Request, context: BrokerXContext,
        next: @concurrent (Request, BrokerXContext) async throws -> Response
    ) async throws -> Response {
        let response: Response
        do {
            response = try await next(request, context)
        } catch let problem as Problem {
            response = problem.response()
        }
        guard request.uri.path.hasPrefix("/api/v1/"), request.method != .head else { return response }
        let bytes = try await response.body.collected()
        let draft = AnswerDraft(
            method: request.method, route: context.endpointPath ?? request.uri.path, status: response.status,
            body: (try? JSON(parsing: bytes.readableBytesView)) ?? .null)
        return Self.response(faults.reduce(into: draft) { $1.change(&$0) }, instead: response, bytes)
    }

    private static func response(_ draft: AnswerDraft, instead response: Response, _ bytes: ByteBuffer) -> Response {
        var headers = response.headers
        headers[.contentLength] = nil
        let body = bytes.readableBytes == 0 ? bytes : ByteBuffer(bytes: draft.body.bytes)
        return Response(status: draft.status, headers: headers, body: ResponseBody(byteBuffer: body))
    }
}
