/// Reads the rules of `parity` that are about places.
struct PlaceRuleDecoder {
    let log: DiagnosticLog

    func rules(_ reader: inout MapReader, secretNames: inout [String]) -> [PlaceRule] {
        var rules: [PlaceRule] = []
        if let value = reader.take("redact") { rules += redact(value, &secretNames) }
        if let value = reader.take("numeric") { rules += places(value, "numeric", numeric) }
        if let value = reader.take("time") { rules += places(value, "time", time) }
        if let value = reader.take("unordered") { rules += unordered(value) }
        if let value = reader.take("align") { rules += places(value, "align", align) }
        if let value = reader.take("rename") { rules += places(value, "rename", rename) }
        if let pointers = reader.scalars("shape", Word.place) {
            rules += pointers.map { PlaceRule(place: $0, kind: .shape) }
        }
        if let value = reader.take("normalise") { rules += places(value, "normalise", normalise) }
        if let value = reader.take("accept") { rules += AcceptDecoder(log: log).rules(value) }
        return rules
    }

    /// A map whose keys are pointers.
    private func places(
        _ value: YAMLValue, _ key: String, _ read: (String, YAMLValue) -> PlaceRule.Kind?
    ) -> [PlaceRule] {
        guard var reader = MapReader(value, key, log) else { return [] }
        return reader.takeAll().compactMap { entry in
            do throws(ScalarProblem) {
                let place = try Word.place(entry.key)
                if case .empty = entry.value.content {
                    log.error(
                        .missingValue, at: entry.location, "\(entry.key) has no value",
                        hint: "give it one or remove the key")
                    return nil
                }
                return read(place, entry.value).map { PlaceRule(place: place, kind: $0) }
            } catch {
                log.error(error.code, at: entry.location, "\(key): \(error.message)", hint: error.hint)
                return nil
            }
        }
    }

    /// Pointers are places, other words names wherever they stand.
    private func redact(_ value: YAMLValue, _ names: inout [String]) -> [PlaceRule] {
        var rules: [PlaceRule] = []
        for text in value.scalars("redact", log, { (text) throws(ScalarProblem) in text }) ?? [] {
            guard text.isEmpty || text.hasPrefix("/") else {
                if !names.contains(text) { names.append(text) }
                continue
            }
            do throws(ScalarProblem) {
                rules.append(PlaceRule(place: try Word.place(text), kind: .redact))
            } catch {
                log.error(error.code, at: value.location, "redact: \(error.message)", hint: error.hint)
            }
        }
        return rules
    }

    /// `0.01`, `0.1%`, or a map with `absolute`, `relative`, `decimals`.
    private func numeric(_ place: String, _ value: YAMLValue) -> PlaceRule.Kind? {
        var bound = NumericBound()
        switch value.content {
        case .map(let entries):
            guard var reader = MapReader(value, "numeric", log) else { return nil }
            bound.absolute = reader.scalar("absolute", Quantity.decimal)
            bound.relative = reader.scalar("relative", Quantity.share)
            bound.decimals = reader.scalar("decimals") { (text) throws(ScalarProblem) in
                try Quantity.count(text, in: 0...30)
            }
            reader.finish()
            if entries.isEmpty {
                log.error(
                    .missingValue, at: value.location, "numeric has no bound for \(place)",
                    hint: "write 0.01, 0.1%, or {decimals: 2}")
            }
        case .scalar(let text) where text.hasSuffix("%"):
            bound.relative = value.scalar("numeric", log, Quantity.share)
        default:
            bound.absolute = value.scalar("numeric", log, Quantity.decimal)
        }
        return bound == NumericBound() ? nil : .numeric(bound)
    }

    private func time(_ place: String, _ value: YAMLValue) -> PlaceRule.Kind? {
        value.scalar("time", log, Quantity.duration).map { .time($0) }
    }

    /// A list of pointers, or a map from pointers to the member that names an element (`"*"` for none).
    private func unordered(_ value: YAMLValue) -> [PlaceRule] {
        if case .map = value.content {
            return places(value, "unordered") { _, value in
                value.scalar("unordered", log, Word.memberName).map { .unordered(key: $0 == "*" ? nil : $0) }
            }
        }
        let pointers = value.scalars("unordered", log, Word.place) ?? []
        return pointers.map { PlaceRule(place: $0, kind: .unordered(key: nil)) }
    }

    private func align(_ place: String, _ value: YAMLValue) -> PlaceRule.Kind? {
        value.scalar("align", log, Word.memberName).map { .aligned(key: $0) }
    }

    /// Members change their name, not their place: a pointer on the right names a member of the same object.
    private func rename(_ place: String, _ value: YAMLValue) -> PlaceRule.Kind? {
        value.scalar("rename", log) { (text) throws(ScalarProblem) in
            guard !place.isEmpty else {
                throw ScalarProblem(
                    .invalidRename, "the whole body has no name", hint: "name a member: {/order_id: id}")
            }
            let own = place.split(separator: "/", omittingEmptySubsequences: false)
            guard text.hasPrefix("/") else {
                return PlaceRule.Kind.renamed(to: try Word.memberName(text))
            }
            let other = try Word.pointer(text).split(separator: "/", omittingEmptySubsequences: false)
            guard other.count == own.count, let name = other.last, name != "*", own.last != "*" else {
                throw ScalarProblem(
                    .invalidRename, "\(text) is not beside \(place)",
                    hint: "a member can have another name, not another place; ignore both if it moved")
            }
            return .renamed(to: String(name).replacing("~1", with: "/").replacing("~0", with: "~"))
        }
    }

    private func normalise(_ place: String, _ value: YAMLValue) -> PlaceRule.Kind? {
        let steps = value.scalars("normalise", log) { (text) throws(ScalarProblem) -> Normalization in
            try Word.oneOf(text)
        }
        if steps == [] {
            log.error(
                .missingValue, at: value.location, "normalise has no step for \(place)",
                hint: "write case, trim, date or url_base")
        }
        return steps.flatMap { $0.isEmpty ? nil : .normalized($0) }
    }
}
