/// Takes the keys of one map, and at the end names those nobody asked for.
struct MapReader {
    let location: SourceLocation
    /// What the map is, for messages: "a route", "targets.orders".
    let subject: String
    let log: DiagnosticLog
    private var entries: [YAMLValue.Entry]
    private let places: [String: SourceLocation]
    private var asked: Set<String> = []

    /// nil, and logged, when the value is not a map.
    init?(_ value: YAMLValue, _ subject: String, _ log: DiagnosticLog) {
        guard case .map(let entries) = value.content else {
            if case .unusable = value.content { return nil }
            log.error(
                .wrongType, at: value.location, "\(subject) must be a map, not \(value.kind)",
                hint: "write {key: value}")
            return nil
        }
        self.entries = entries
        places = Dictionary(entries.map { ($0.key, $0.location) }, uniquingKeysWith: { first, _ in first })
        self.subject = subject
        self.log = log
        location = value.location
    }

    /// The value of a key; nil when it is missing or, which is logged, empty.
    mutating func take(_ key: String) -> YAMLValue? {
        asked.insert(key)
        guard let index = entries.firstIndex(where: { $0.key == key }) else { return nil }
        let entry = entries.remove(at: index)
        if case .empty = entry.value.content {
            log.error(.missingValue, at: entry.location, "\(key) has no value", hint: "give it one or remove the key")
            return nil
        }
        return entry.value
    }

    /// The value of a key that must be there.
    mutating func require(_ key: String, hint: String) -> YAMLValue? {
        let value = take(key)
        if !has(key) { log.error(.missingKey, at: location, "\(subject) has no \(key)", hint: hint) }
        return value
    }

    /// A scalar read by `parse`.
    mutating func scalar<T>(_ key: String, _ parse: (String) throws(ScalarProblem) -> T) -> T? {
        take(key).flatMap { $0.scalar(key, log, parse) }
    }

    /// A list of scalars read by `parse`; one scalar alone is a list of one.
    mutating func scalars<T>(_ key: String, _ parse: (String) throws(ScalarProblem) -> T) -> [T]? {
        take(key)?.scalars(key, log, parse)
    }

    /// The map under a key.
    mutating func map(_ key: String) -> MapReader? { take(key).flatMap { MapReader($0, key, log) } }

    /// Whether the map had the key.
    func has(_ key: String) -> Bool { places[key] != nil }

    /// Those of `names` that the map had, with their places.
    func keys(among names: [String]) -> [(name: String, location: SourceLocation)] {
        names.compactMap { name in places[name].map { (name, $0) } }
    }

    /// What is left, for maps whose keys are names; the reader is then done.
    mutating func takeAll() -> [YAMLValue.Entry] {
        defer { entries = [] }
        return entries
    }

    /// Logs every key that was not taken.
    func finish() {
        for entry in entries {
            if let advice = NotBuiltYet.advice(for: entry.key) {
                log.error(
                    .notBuiltYet, at: entry.location, "\(entry.key) in \(subject) is not built yet", hint: advice)
            } else {
                log.error(
                    .unknownKey, at: entry.location, "\(subject) has no key \"\(entry.key)\"",
                    hint: NearestName.hint(entry.key, among: asked))
            }
        }
    }
}

extension YAMLValue {
    /// A scalar read by `parse`; what is wrong with it is logged at its place.
    func scalar<T>(_ key: String, _ log: DiagnosticLog, _ parse: (String) throws(ScalarProblem) -> T) -> T? {
        switch content {
        case .scalar(let text):
            do {
                return try parse(text)
            } catch {
                log.error(error.code, at: location, "\(key): \(error.message)", hint: error.hint)
            }
        case .unusable: break
        case .map where NotBuiltYet.hasMapForm(key):
            log.error(
                .notBuiltYet, at: location, "\(key) as a map is not built yet", hint: "write a single value")
        case .empty, .list, .map:
            log.error(.wrongType, at: location, "\(key) must be text, not \(kind)", hint: nil)
        }
        return nil
    }

    /// A list of scalars; one scalar alone is a list of one.
    func scalars<T>(_ key: String, _ log: DiagnosticLog, _ parse: (String) throws(ScalarProblem) -> T) -> [T]? {
        switch content {
        case .list(let values):
            return values.compactMap { $0.scalar(key, log, parse) }
        case .scalar:
            return scalar(key, log, parse).map { [$0] }
        case .unusable:
            return nil
        case .empty, .map:
            log.error(.wrongType, at: location, "\(key) must be a list, not \(kind)", hint: "write [a, b]")
            return nil
        }
    }
}
