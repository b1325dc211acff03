/// Reads what a route says about noise, later reads and dimensions of coverage.
struct NoiseDecoder {
    let log: DiagnosticLog

    /// `none`, or a map with `asks`, `rate` and `sample`.
    func noise(_ value: YAMLValue?, _ base: NoiseRules) -> NoiseRules {
        guard let value else { return base }
        if case .scalar("none") = value.content { return .none }
        guard var reader = MapReader(value, "noise", log) else { return base }
        var rules = base
        if let asks = reader.scalar("asks", Self.asks) { rules.asks = asks }
        if let rate = reader.scalar("rate", Self.rate) { rules.rate = rate }
        if let sample = reader.scalar("sample", Quantity.share) { rules.sample = sample }
        reader.finish()
        return rules
    }

    /// `noise: {rate: 100, concurrency: 8}` of the Gateway.
    func budget(_ reader: MapReader?) -> Gateway.NoiseBudget {
        var budget = Gateway.NoiseBudget()
        guard var reader else { return budget }
        if let rate = reader.scalar("rate", Self.rate) { budget.rate = rate }
        if let value = reader.scalar("concurrency", Self.concurrency) { budget.concurrency = value }
        reader.finish()
        return budget
    }

    private static func asks(_ text: String) throws(ScalarProblem) -> Int { try Quantity.count(text, in: 0...3) }
    private static func rate(_ text: String) throws(ScalarProblem) -> Int { try Quantity.count(text, in: 0...100_000) }

    private static func concurrency(_ text: String) throws(ScalarProblem) -> Int {
        try Quantity.count(text, in: 1...1_000)
    }

    /// `query.status`, `header.x-tenant`.
    static func dimension(_ text: String) throws(ScalarProblem) -> CoverageDimension {
        if text.hasPrefix("header.") { return .header(try Word.fieldName(String(text.dropFirst(7)))) }
        let name = text.dropFirst(6)
        guard text.hasPrefix("query."), !name.isEmpty else {
            throw ScalarProblem(
                .unknownValue, "\"\(text)\" is not a dimension", hint: "write query.NAME or header.NAME")
        }
        return .query(String(name))
    }

    /// `GET /orders/{/id}`.
    static func confirm(_ text: String) throws(ScalarProblem) -> ConfirmRead {
        let hint = "write GET and a path, with JSON pointers into the write's answer in braces: GET /orders/{/id}"
        guard text.hasPrefix("GET /"), !text.dropFirst(4).contains(where: { $0 == " " || $0 == "#" }) else {
            throw ScalarProblem(.invalidMatch, "\"\(text)\" is not a read", hint: hint)
        }
        var parts: [ConfirmRead.Part] = []
        var rest = text.dropFirst(4)
        while let brace = rest.firstIndex(of: "{") {
            guard let end = rest[brace...].firstIndex(of: "}") else {
                throw ScalarProblem(.invalidMatch, "\"\(text)\" has a brace that is not closed", hint: hint)
            }
            if brace > rest.startIndex { parts.append(.text(String(rest[..<brace]))) }
            parts.append(.pointer(try Word.pointer(String(rest[rest.index(after: brace)..<end]))))
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        return ConfirmRead(parts: parts, text: text)
    }
}

extension ParityRules {
    /// The path of a later read is under the route's prefix, as its own path is.
    func confirming(under prefix: String) -> ParityRules {
        guard !prefix.isEmpty, let confirm else { return self }
        var rules = self
        rules.confirm?.parts = [.text(prefix)] + confirm.parts
        return rules
    }
}
