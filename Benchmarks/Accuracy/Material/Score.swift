package import Parity

/// What a comparison made of labelled pairs.
package struct Score {
    package struct Count {
        package var pairs = 0
        package var labels = 0
        package var found = 0
        package var coreLabels = 0
        package var coreFound = 0
        /// Of pairs that differ: called match or noise. Of pairs that agree: called a mismatch.
        package var wrong = 0
        package var unknown = 0
        /// Differences named where there is none.
        package var spurious = 0

        package init() {}
    }

    package private(set) var byClass: [LabelledPair.Class: Count] = [:]
    package private(set) var byKind: [String: Count] = [:]
    /// Each pair that was judged wrongly, in words.
    package private(set) var complaints: [String] = []

    package init() {}

    package mutating func add(_ pair: LabelledPair, _ judgement: Judgement) {
        var count = Count()
        count.pairs = 1
        let found = judgement.differences.map { "\($0.path)" }
        let missed = pair.labels.filter { label in !found.contains { Self.names($0, label) } }
        count.labels = pair.labels.count
        count.found = pair.labels.count - missed.count
        count.coreLabels = pair.labels.count(where: \.isCore)
        count.coreFound = count.coreLabels - missed.count(where: \.isCore)
        let isSame = judgement.verdict == .match || judgement.verdict == .noise
        count.wrong = pair.labels.isEmpty ? (judgement.verdict == .mismatch ? 1 : 0) : isSame ? 1 : 0
        if case .unknown = judgement.verdict { count.unknown = 1 }
        count.spurious = found.count { path in
            !pair.labels.contains { Self.names(path, $0) || Self.isPartner(path, $0) }
        }
        add(count, to: pair)
        if count.wrong > 0 || !missed.isEmpty || count.unknown > 0 || count.spurious > 0 {
            complaints.append(Self.text(pair, judgement, missed))
        }
    }

    private mutating func add(_ count: Count, to pair: LabelledPair) {
        func sum(_ into: inout Count) {
            into.pairs += count.pairs
            into.labels += count.labels
            into.found += count.found
            into.coreLabels += count.coreLabels
            into.coreFound += count.coreFound
            into.wrong += count.wrong
            into.unknown += count.unknown
            into.spurious += count.spurious
        }
        sum(&byClass[pair.kind, default: Count()])
        let kinds =
            pair.labels.isEmpty
            ? Set(pair.movements.map { "moves: \($0)" }).union(["document: \(pair.document)"])
            : Set(pair.labels.map(\.kind))
        for kind in kinds { sum(&byKind[kind, default: Count()]) }
    }

    /// Up to the indices of lists.
    private static func names(_ path: String, _ label: Label) -> Bool {
        let found = pattern(path)
        let wanted = pattern(label.path)
        if found == wanted { return true }
        return label.isLoose && (found.hasPrefix(wanted) || wanted.hasPrefix(found) && found.hasPrefix("body:"))
    }

    /// The other one of two that were swapped, or what an answer without a body lacks.
    private static func isPartner(_ path: String, _ label: Label) -> Bool {
        label.path == "status" && pattern(path) != "status"
            || label.kind == "members swapped" && pattern(path).prefix { $0 != "/" } == "body:"
    }

    private static func pattern(_ path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).map {
            $0.allSatisfy(\.isNumber) && !$0.isEmpty ? "*" : String($0)
        }
        .joined(separator: "/")
    }

    private static func text(_ pair: LabelledPair, _ judgement: Judgement, _ missed: [Label]) -> String {
        func shown(_ answer: Observation) -> String {
            "    \(answer.status) \(answer.headers.map { "\($0.name): \(String(decoding: $0.value, as: UTF8.self))" }) "
                + String(decoding: answer.body, as: UTF8.self)
        }
        let found = judgement.differences.prefix(6).map {
            "\($0.kind.rawValue) \($0.path) \($0.monolith ?? "-") -> \($0.service ?? "-")"
        }
        return """
            \(pair.kind.rawValue), \(pair.document), \(pair.movements.map(\.rawValue)), again \(pair.again.count): \(judgement.verdict.name)
              labels \(pair.labels.map { "\($0.kind) \($0.path)" }) missed \(missed.map(\.path))
              found \(found)
            \(shown(pair.monolith))
            \(shown(pair.service))
            \(pair.again.map { shown($0) }.joined(separator: "\n"))
            """
    }
}
