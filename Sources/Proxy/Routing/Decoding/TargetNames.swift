/// The names that a route table may give to targets.
struct TargetNames {
    private let indices: [String: TargetIndex]
    /// Whether the list is known; without a readable Gateway document nothing is said about unknown names.
    let isKnown: Bool

    init(_ names: [String], isKnown: Bool) {
        indices = Dictionary(names.enumerated().map { ($1, TargetIndex($0)) }, uniquingKeysWith: { first, _ in first })
        self.isKnown = isKnown
    }

    var monolith: TargetIndex { indices["monolith"] ?? TargetIndex(0) }

    /// Whether the document has a monolith at all; without one nothing more is said about it.
    var hasMonolith: Bool { indices["monolith"] != nil }

    /// The target of that name; an unknown one is logged.
    func index(_ value: YAMLValue, _ key: String, _ log: DiagnosticLog) -> TargetIndex? {
        value.scalar(key, log) { name throws(ScalarProblem) -> TargetIndex? in
            if let index = indices[name] { return index }
            guard isKnown else { return nil }
            throw ScalarProblem(
                .unknownTarget, "there is no target \"\(name)\"", hint: NearestName.hint(name, among: indices.keys))
        } ?? nil
    }
}
