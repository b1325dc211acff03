import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// A JSON answer; pretty, because people read it with curl.
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        let body = try AdminJSON.encoder(pretty: true).encode(value) + Data("\n".utf8)
        return Response(
            status: status, headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    /// RFC 9457.
    static func problem(_ problem: AdminProblem) throws -> Response {
        var response = try json(problem, status: HTTPResponse.Status(code: problem.status))
        response.headers[.contentType] = "application/problem+json"
        return response
    }

    static func text(_ text: String, type: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

extension Request {
    private static let bodyLimit = 1 << 20

    /// Reads the body as JSON; what does not fit is a problem that names the field.
    func json<Value: Decodable>(_ type: Value.Type) async throws -> Value {
        let buffer = try await body.collect(upTo: Self.bodyLimit)
        do {
            return try AdminJSON.decoder().decode(type, from: Data(buffer.readableBytesView))
        } catch let error as DecodingError {
            throw AdminProblem(.badRequest, error.sentence, fix: "docs/admin-api.yaml has the schema")
        }
    }

    /// A query parameter as a whole number that is not negative.
    func count(_ name: Substring) throws -> Int? {
        guard let text = uri.queryParameters[name] else { return nil }
        guard let count = Int(text), count >= 0 else {
            throw AdminProblem(.badRequest, "\(name) is not a number: \(text)")
        }
        return count
    }
}

extension DecodingError {
    fileprivate var sentence: String {
        switch self {
        case .keyNotFound(let key, let context):
            "the field \(Self.path(context.codingPath + [key])) is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "the field \(Self.path(context.codingPath)) has another type: \(context.debugDescription)"
        case .dataCorrupted(let context):
            context.codingPath.isEmpty
                ? "the body is not valid JSON" : "\(Self.path(context.codingPath)): \(context.debugDescription)"
        @unknown default: "the body does not fit"
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.map(\.stringValue).joined(separator: ".")
    }
}
