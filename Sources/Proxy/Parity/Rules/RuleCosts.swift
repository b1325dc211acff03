/// What one rule did in one comparison.
package struct RuleUse: Sendable, Hashable {
    /// An index into ``ComparisonRules/names``.
    package var rule: Int
    /// Leaves of the monolith's body that it takes out of the comparison, or compares less strictly.
    package var leaves: UInt64
    /// Differences that would be there without it.
    package var excused: UInt64

    package init(rule: Int, leaves: UInt64 = 0, excused: UInt64 = 0) {
        self.rule = rule
        self.leaves = leaves
        self.excused = excused
    }
}

/// What the rules of a route cost and what they were good for, counted over many comparisons; mergeable in any order.
package struct RuleCosts: Sendable, Equatable, Codable {
    package struct Cost: Sendable, Hashable, Codable {
        /// Of the leaves measured, those that the rule takes out or compares less strictly.
        package var leaves: UInt64 = 0
        /// Exchanges in which the rule met a value of its place.
        package var met: UInt64 = 0
        /// Exchanges in which it excused a difference.
        package var excused: UInt64 = 0
        /// Exchanges that are no mismatch and would be one without the rules, of which this one excused a difference.
        package var decided: UInt64 = 0

        package init() {}

        mutating func merge(_ other: Cost) {
            leaves += other.leaves
            met += other.met
            excused += other.excused
            decided += other.decided
        }
    }

    /// Comparisons whose leaves were counted; the share of leaves refers to these.
    package private(set) var measured: UInt64 = 0
    /// Leaves of the monolith's bodies in them.
    package private(set) var leaves: UInt64 = 0
    /// By the rule's ``Rule/name``; a rule that is not here never met anything.
    package private(set) var rules: [String: Cost] = [:]

    package init() {}

    /// Counts one comparison that was made under these rules.
    package mutating func record(_ comparison: Comparison, rules: ComparisonRules) {
        // Rules about statuses alone have no leaves to count.
        if comparison.isMeasured || rules.rules.isEmpty && !rules.equivalentStatus.isEmpty {
            measured += 1
            leaves += comparison.coverage.compared + comparison.coverage.ignored
        }
        let isAgreement = comparison.verdict == .match || comparison.verdict == .noise
        for use in comparison.ruleUses {
            guard let name = rules.name(ofRule: use.rule) else { continue }
            var cost = Cost()
            cost.leaves = use.leaves
            cost.met = 1
            cost.excused = use.excused > 0 ? 1 : 0
            cost.decided = use.excused > 0 && isAgreement ? 1 : 0
            self.rules[name, default: Cost()].merge(cost)
        }
    }

    package mutating func merge(_ other: RuleCosts) {
        measured += other.measured
        leaves += other.leaves
        for (name, cost) in other.rules { rules[name, default: Cost()].merge(cost) }
    }

    /// The share of leaves that a rule takes out of the comparison, 0...1; nil before anything was measured.
    ///
    /// - Parameter rule: its name, as in ``ComparisonRules/names``.
    package func share(of rule: String) -> Double? {
        leaves == 0 ? nil : Double(rules[rule]?.leaves ?? 0) / Double(leaves)
    }

    /// Those of a list of rules that never met a value, once there were comparisons to meet one in.
    package func neverMet(of list: [Rule]) -> [Rule] {
        measured == 0 ? [] : list.filter { rules[$0.name] == nil }
    }
}
