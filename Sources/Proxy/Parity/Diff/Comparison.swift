/// The result of comparing two observations.
package struct Comparison: Sendable, Equatable {
    package var verdict: Verdict

    /// In the order found: status, headers, body. Empty unless the verdict is a mismatch.
    package var differences: [Difference]

    /// Those that ``VolatilityJudge`` explained: noise. A verdict of `noise` has no others.
    package var excused: [Difference] = []

    /// More differences were there than are listed.
    package var isShortened: Bool

    /// Zero unless ``isMeasured``.
    package var coverage: Coverage

    /// Whether the coverage and the leaves of ``ruleUses`` were counted.
    package var isMeasured = false

    /// The rules that met something, in their order.
    package var ruleUses: [RuleUse] = []

    package init(
        verdict: Verdict, differences: [Difference] = [], isShortened: Bool = false, coverage: Coverage = Coverage()
    ) {
        self.verdict = verdict
        self.differences = differences
        self.isShortened = isShortened
        self.coverage = coverage
    }
}

/// What the rules cost: of the leaves of the monolith's bodies, how many were compared and how many ignored.
package struct Coverage: Sendable, Hashable, Codable {
    package var compared: UInt64
    package var ignored: UInt64

    package init(compared: UInt64 = 0, ignored: UInt64 = 0) {
        self.compared = compared
        self.ignored = ignored
    }

    /// 0...1; 1 when nothing was ignored.
    package var share: Double {
        ignored == 0 ? 1 : Double(compared) / Double(compared + ignored)
    }

    package mutating func merge(_ other: Coverage) {
        compared += other.compared
        ignored += other.ignored
    }
}
