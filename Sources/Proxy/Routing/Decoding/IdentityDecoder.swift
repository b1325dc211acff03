/// Reads `parity.identity`, `parity.ids` and `parity.effects`.
struct IdentityDecoder {
    let log: DiagnosticLog
    /// The parameters of the route's path; nil in `defaults`, which are for many routes.
    var parameters: [String]?

    /// `{path.id: order, /id: order, /next: opaque}`; what a route says about a place replaces what `defaults` say.
    func identity(_ value: YAMLValue?, _ base: [IdentityRule], bodyOnly: Bool = false) -> [IdentityRule] {
        guard let value, var reader = MapReader(value, "identity", log) else { return base }
        var rules = base
        for entry in reader.takeAll() {
            let key = YAMLValue(content: .scalar(entry.key), location: entry.location)
            guard let place = key.scalar("identity", log, bodyOnly ? Self.bodyPlace : Self.place),
                let domain = entry.value.scalar("identity", log, Word.identifier)
            else { continue }
            if case .path(let name) = place { check(name, at: entry.location) }
            rules.removeAll { $0.place == place }
            rules.append(IdentityRule(place, domain == "opaque" ? nil : domain))
        }
        return rules
    }

    /// `{order: differ}`.
    func modes(_ value: YAMLValue?, _ base: [String: IdentityMode]) -> [String: IdentityMode] {
        guard let value, var reader = MapReader(value, "ids", log) else { return base }
        var modes = base
        for entry in reader.takeAll() {
            let key = YAMLValue(content: .scalar(entry.key), location: entry.location)
            guard let domain = key.scalar("ids", log, Word.identifier) else { continue }
            let mode: IdentityMode? = entry.value.scalar("ids.\(domain)", log, Word.oneOf)
            if let mode { modes[domain] = mode }
        }
        return modes
    }

    /// `{from: /internal/feed/changes, ignore: [...], identity: {...}}`.
    func effects(_ value: YAMLValue?, _ base: EffectsRule?) -> EffectsRule? {
        guard let value, var reader = MapReader(value, "effects", log) else { return base }
        let from = reader.scalar("from", PathPattern.plain) ?? base?.from
        var rule = base ?? EffectsRule(from: from ?? "")
        if let from {
            rule.from = from
        } else if !reader.has("from") {
            log.error(
                .missingKey, at: value.location, "effects has no from",
                hint: "add from: PATH, where the monolith tells what a request has changed")
        }
        if let pointers = reader.scalars("ignore", Word.pointer) {
            rule.ignore += pointers.filter { !rule.ignore.contains($0) }
        }
        rule.identity = identity(reader.take("identity"), rule.identity, bodyOnly: true)
        reader.finish()
        return rule
    }

    private func check(_ name: String, at location: SourceLocation) {
        guard let parameters, !parameters.contains(name) else { return }
        log.error(
            .unknownParameter, at: location, "the path of this route has no parameter \(name)",
            hint: NearestName.hint(name, among: parameters))
    }

    private static func place(_ text: String) throws(ScalarProblem) -> IdentityRule.Place {
        if text.hasPrefix("path."), text.utf8.count > 5 { return .path(String(text.dropFirst(5))) }
        if text.hasPrefix("query."), text.utf8.count > 6 { return .query(String(text.dropFirst(6))) }
        if text.hasPrefix("header.") { return .header(try Word.fieldName(String(text.dropFirst(7)))) }
        return try bodyPlace(text)
    }

    private static func bodyPlace(_ text: String) throws(ScalarProblem) -> IdentityRule.Place {
        guard text.hasPrefix("/") else {
            throw ScalarProblem(
                .invalidIdentity, "\"\(text)\" is not a place where an id stands",
                hint: "write path.NAME, query.NAME, header.NAME, or a JSON pointer such as /orders/*/id")
        }
        return .body(try Word.pointer(text))
    }
}

extension RoutePattern {
    /// The names of its parameters, the rest included.
    var parameterNames: [String] {
        segments.compactMap { if case .parameter(let name, _) = $0 { name } else { nil } } + [tail].compactMap(\.self)
    }
}
