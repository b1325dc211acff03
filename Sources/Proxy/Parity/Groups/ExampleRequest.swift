/// The request of an example, redacted and short: enough to send one like it.
package struct ExampleRequest: Sendable, Hashable, Codable {
    package struct Field: Sendable, Hashable, Codable {
        package var name: String
        package var value: String
    }

    package var method: String
    /// Path and query as the monolith got them.
    package var target: String
    /// Where the service was sent other ids or another path.
    package var serviceTarget: String?
    /// Those that may change an answer; what carries credentials has a mark for its value.
    package var fields: [Field]
    /// nil: there was none, or it was not kept.
    package var body: String?
    /// Of a body that was not kept, or is too long to be shown.
    package var leavesBodyOut: Bool

    /// Longer bodies are left out: part of one reproduces nothing.
    private static let bodyLimit = 1024
    /// As much is shown of a target.
    private static let targetLimit = 1024
    private static let fieldLimit = 8

    /// - Parameters:
    ///   - fields: all of them, in any case.
    ///   - body: nil when it was not kept.
    package init(
        method: String, target: String, serviceTarget: String? = nil, fields: [(name: String, value: String)] = [],
        body: [UInt8]? = nil
    ) {
        let redaction = Redaction()
        func marked(_ text: String, _ limit: Int = Redaction.excerptLimit) -> String {
            redaction.shortened(redaction.marked(Array(text.utf8)), to: limit)
        }
        self.method = redaction.shortened(Array(method.utf8))
        self.target = marked(target, Self.targetLimit)
        let other = serviceTarget.map { marked($0, Self.targetLimit) }
        self.serviceTarget = other == self.target ? nil : other
        self.fields = fields.filter { Self.matters($0.name.lowercased()) }.prefix(Self.fieldLimit).map { field in
            Field(
                name: redaction.shortened(Array(field.name.utf8)),
                value: redaction.isSensitive(name: field.name) ? Redaction.mark : marked(field.value))
        }
        let hasBody = fields.contains { name, value in
            switch name.lowercased() {
            case "content-length": value != "0"
            case "transfer-encoding": true
            default: false
            }
        }
        if let body, !body.isEmpty, body.count <= Self.bodyLimit, String(validating: body, as: UTF8.self) != nil {
            self.body = String(decoding: redaction.marked(body), as: UTF8.self)
            leavesBodyOut = false
        } else {
            leavesBodyOut = body.map { !$0.isEmpty } ?? hasBody
        }
    }

    /// Fields that the proxy or the connection adds say nothing about the request.
    private static func matters(_ name: String) -> Bool {
        switch name {
        case "host", "connection", "content-length", "transfer-encoding", "te", "trailer", "upgrade", "via",
            "forwarded",
            "user-agent", "x-request-id", "traceparent", "tracestate", "max-forwards", "expect", "keep-alive",
            "accept-encoding", "proxy-connection":
            false
        default: !name.hasPrefix("x-forwarded-") && !name.hasPrefix("ficus-")
        }
    }
}
