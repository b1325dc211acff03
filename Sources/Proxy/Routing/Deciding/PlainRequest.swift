/// A request made of text, for `tests:`, `explain` and tests; its path is in normal form.
package struct PlainRequest: RoutedRequest, Sendable, CustomStringConvertible {
    package let method: String
    package let path: String
    package let query: String
    package let host: String
    /// Names in lower case.
    package let fields: [(name: String, value: String)]

    /// Takes `target` apart and normalises its path, as the proxy does with a request.
    package init(
        method: String, target: String, host: String? = nil, fields: [(name: String, value: String)] = []
    ) throws(RequestPath.Refusal) {
        let mark = target.utf8.firstIndex(of: UInt8(ascii: "?"))
        let path = Array(target[..<(mark ?? target.endIndex)].utf8)
        self.method = method
        self.path = String(decoding: try RequestPath.normalized(path.span) ?? path, as: UTF8.self)
        query = mark.map { String(target[target.utf8.index(after: $0)...]) } ?? ""
        self.fields = fields.map { ($0.name.lowercased(), $0.value) }
        self.host = host ?? self.fields.first { $0.name == "host" }?.value ?? ""
    }

    /// Takes a header line such as `X-Client-Id: 17` apart; nil without a name or a colon.
    package static func field(_ line: String) -> (name: String, value: String)? {
        guard let colon = line.utf8.firstIndex(of: ASCII.colon), colon > line.startIndex else { return nil }
        let value = line[line.utf8.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
        return (String(line[..<colon]), String(value))
    }

    /// `GET /orders/1`.
    package var description: String { "\(method) \(path)\(query.isEmpty ? "" : "?\(query)")" }

    package func withMethod<R>(_ body: (Span<UInt8>) -> R) -> R { lend(method, body) }
    package func withPath<R>(_ body: (Span<UInt8>) -> R) -> R { lend(path, body) }
    package func withQuery<R>(_ body: (Span<UInt8>) -> R) -> R { lend(query, body) }
    package func withHost<R>(_ body: (Span<UInt8>) -> R) -> R { lend(host, body) }

    package func withField<R>(named name: String, _ body: (Span<UInt8>?) -> R) -> R {
        guard let value = fields.first(where: { $0.name == name })?.value else { return body(nil) }
        return body(value.utf8.span)
    }

    private func lend<R>(_ text: String, _ body: (Span<UInt8>) -> R) -> R { body(text.utf8.span) }
}
