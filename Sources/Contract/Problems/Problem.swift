/// A refusal, as the client reads it: `application/problem+json` (RFC 9457).
package struct Problem: Error, Hashable, Sendable {
    /// What is wrong with one field of a request.
    package struct FieldError: Hashable, Sendable {
        package let field: String
        package let message: String

        package init(_ field: String, _ message: String) {
            self.field = field
            self.message = message
        }
    }

    /// The end of `type`, `urn:brokerx:problem:<slug>`.
    package let slug: String
    package let status: Int
    package let title: String
    package let detail: String
    /// Only with status 422, and there always.
    package let errors: [FieldError]

    package init(_ slug: String, _ status: Int, _ title: String, _ detail: String, errors: [FieldError] = []) {
        self.slug = slug
        self.status = status
        self.title = title
        self.detail = detail
        self.errors = errors
    }

    package var json: JSON {
        var members: [JSON.Member] = [
            .init("type", .string("urn:brokerx:problem:\(slug)")), .init("title", .string(title)),
            .init("status", .integer(status)), .init("detail", .string(detail)),
        ]
        if !errors.isEmpty {
            let list = errors.map {
                JSON.object([.init("field", .string($0.field)), .init("message", .string($0.message))])
            }
            members.append(.init("errors", .array(list)))
        }
        return .object(members)
    }
}
