/// Reads what defaults and routes have in common: each map changes only the keys it has.
struct PolicyDecoder {
    let targets: TargetNames
    let log: DiagnosticLog

    func timeouts(_ reader: MapReader?, _ base: Timeouts) -> Timeouts {
        guard var reader else { return base }
        var timeouts = base
        if let value = reader.scalar("connect", Quantity.duration) { timeouts.connect = value }
        if let value = reader.scalar("first_byte", Quantity.duration) { timeouts.firstByte = value }
        if let value = reader.scalar("per_try", Quantity.duration) { timeouts.perTry = value }
        if let value = reader.scalar("total", Quantity.duration) { timeouts.total = value }
        if let value = reader.scalar("idle", Quantity.duration) { timeouts.idle = value }
        reader.finish()
        return timeouts
    }

    /// `none`, or a map with `to` and `when`.
    func fallback(_ value: YAMLValue?, _ base: Fallback) -> Fallback {
        guard let value else { return base }
        if case .scalar("none") = value.content { return Fallback(target: nil, when: []) }
        if case .scalar(let text) = value.content {
            log.error(
                .wrongType, at: value.location, "fallback must be a map or none, not \"\(text)\"",
                hint: "write {to: monolith, when: [not_sent]}")
            return base
        }
        guard var reader = MapReader(value, "fallback", log) else { return base }
        var fallback = base
        if let target = reader.take("to"), let index = targets.index(target, "to", log) { fallback.target = index }
        if let words = reader.scalars("when", Self.condition) { fallback.when = Fallback.Conditions(words) }
        reader.finish()
        return fallback
    }

    private static func condition(_ text: String) throws(ScalarProblem) -> Fallback.Conditions {
        try Word.oneOf(text, Fallback.Conditions.words)
    }

    func gates(_ reader: MapReader?, _ base: Gates) -> Gates { GateDecoder(log: log).gates(reader, base) }
}

extension Fallback.Conditions {
    /// The words of `fallback.when`.
    static let words: [(String, Fallback.Conditions)] = [
        ("not_sent", .notSent), ("breaker_open", .breakerOpen), ("timeout", .timeout), ("reset", .reset),
        ("5xx", .serverError),
    ]
}
