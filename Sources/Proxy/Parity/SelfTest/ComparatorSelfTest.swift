/// The comparator tests itself: faults are planted in copies of real answers, and a copy is compared with its original.
/// What it finds of them is its recall, shown beside the verdicts and never counted among them.
package struct ComparatorSelfTest: Sendable {
    private var random: SplitMix
    package private(set) var recall = Recall()

    package init(seed: UInt64) {
        random = SplitMix(seed: seed)
    }

    /// Plants one fault in a copy of an answer and looks whether a comparison names its place.
    ///
    /// - Returns: what that was; nothing where none could be planted.
    @discardableResult
    package mutating func run(on answer: Observation, rules: ComparisonRules) -> Recall {
        // An answer that cannot be compared (cut, encoded, conditional) can carry no fault that could be found.
        guard Comparator.compare(monolith: answer, service: answer, rules: rules).verdict == .match else {
            return Recall()
        }
        var planter = FaultPlanter(random: random)
        let fault = planter.plant(in: answer, rules: rules)
        random = planter.random
        guard let fault else { return Recall() }
        let comparison = Comparator.compare(monolith: answer, service: fault.answer, rules: rules)
        var found = Recall()
        found.record(fault.kind, isFound: fault.isNamed(in: comparison))
        recall.merge(found)
        return found
    }
}

/// How many planted faults were found, by kind; mergeable.
package struct Recall: Sendable, Equatable, Codable {
    package struct Count: Sendable, Hashable, Codable {
        package var planted: UInt64 = 0
        package var found: UInt64 = 0

        package init() {}
    }

    package private(set) var counts: [FaultKind: Count] = [:]
    package private(set) var planted: UInt64 = 0
    package private(set) var found: UInt64 = 0

    package init() {}

    /// 0...1; nil before the first fault was planted.
    package var share: Double? { planted == 0 ? nil : Double(found) / Double(planted) }

    package mutating func record(_ kind: FaultKind, isFound: Bool) {
        var count = Count()
        count.planted = 1
        count.found = isFound ? 1 : 0
        merge(kind, count)
    }

    package mutating func merge(_ other: Recall) {
        for (kind, count) in other.counts { merge(kind, count) }
    }

    private mutating func merge(_ kind: FaultKind, _ count: Count) {
        counts[kind, default: Count()].planted += count.planted
        counts[kind, default: Count()].found += count.found
        planted += count.planted
        found += count.found
    }
}
