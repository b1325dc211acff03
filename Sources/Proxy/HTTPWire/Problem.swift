/// Problem details (RFC 9457) with what an operator needs to find the cause: route, target and reason.
package struct Problem: Sendable, Hashable {
    package let status: Int
    /// A sentence for a person; without payloads and secrets.
    package let detail: String
    /// A word of the closed set of reasons, such as `connect_failed`; also the last part of the problem's type.
    package let reason: String
    package var route: String?
    package var target: String?
    package var requestID: String?

    package init(
        status: Int, detail: String, reason: String, route: String? = nil, target: String? = nil,
        requestID: String? = nil
    ) {
        self.status = status
        self.detail = detail
        self.reason = reason
        self.route = route
        self.target = target
        self.requestID = requestID
    }

    /// The problem of a request that is not valid HTTP.
    package init(_ error: WireError) {
        self.init(status: error.status, detail: "\(error.explanation)", reason: "\(error.reason)")
    }

    /// The answer that carries this problem as `application/problem+json`.
    package var answer: GeneratedAnswer {
        var json: [UInt8] = []
        json.reserveCapacity(256)
        Self.append("type", "urn:ficus:problem:\(self.reason)", to: &json)
        Self.append("title", GeneratedAnswer.reason(for: self.status), to: &json)
        json.append(contentsOf: ",\"status\":\(self.status)".utf8)
        Self.append("detail", self.detail, to: &json)
        Self.append("route", self.route, to: &json)
        Self.append("target", self.target, to: &json)
        Self.append("reason", self.reason, to: &json)
        Self.append("request_id", self.requestID, to: &json)
        json.append(contentsOf: "}\n".utf8)
        return GeneratedAnswer(status: self.status, contentType: "application/problem+json", body: json)
    }

    private static func append(_ name: String, _ value: String?, to json: inout [UInt8]) {
        guard let value else { return }
        json.append(contentsOf: json.isEmpty ? "{\"".utf8 : ",\"".utf8)
        json.append(contentsOf: name.utf8)
        json.append(contentsOf: "\":\"".utf8)
        for octet in value.utf8 { Self.appendEscaped(octet, to: &json) }
        json.append(UInt8(ascii: "\""))
    }

    /// RFC 8259 section 7: quote, backslash and controls are escaped; the rest is UTF-8 already.
    private static func appendEscaped(_ octet: UInt8, to json: inout [UInt8]) {
        switch octet {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            json.append(UInt8(ascii: "\\"))
            json.append(octet)
        case 0..<0x20, 0x7F:
            json.append(contentsOf: "\\u00".utf8)
            json.append(HexDigits.digit(of: UInt64(octet), at: 14))
            json.append(HexDigits.digit(of: UInt64(octet), at: 15))
        default: json.append(octet)
        }
    }
}
