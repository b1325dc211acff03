package import HTTPTypes
package import Hummingbird
import NIOCore

/// An answer of the API before it is a response: a status, and a JSON body or none.
package struct Answer: Hashable, Sendable {
    package let status: HTTPResponse.Status
    /// JSON text; empty for no body.
    package let body: String

    package init(_ status: HTTPResponse.Status, _ json: JSON) {
        self.init(status: status, body: json.text)
    }

    package init(status: HTTPResponse.Status, body: String) {
        self.status = status
        self.body = body
    }

    package static let noContent = Answer(status: .noContent, body: "")
}

extension Answer: ResponseGenerator {
    package func response(from request: Request, context: some RequestContext) -> Response {
        response()
    }

    package func response() -> Response {
        guard !body.isEmpty else { return Response(status: status) }
        let type = status.code >= 400 ? "application/problem+json" : "application/json; charset=utf-8"
        return Response(
            status: status, headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(string: body)))
    }
}

extension Problem {
    package var answer: Answer {
        Answer(HTTPResponse.Status(code: status), json)
    }

    /// The answer with the fields that its status asks for.
    package func response() -> Response {
        var response = answer.response()
        if status == 401 { response.headers[.wwwAuthenticate] = "Bearer" }
        if status == 503 || self == .idempotencyInProgress { response.headers[.retryAfter] = "1" }
        return response
    }
}
