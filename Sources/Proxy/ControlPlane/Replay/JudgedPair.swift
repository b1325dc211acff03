package import Parity

/// What one pair of answers has come to: `ficus parity check --output json`, and a line of its batches.
package struct JudgedPair: Sendable, Encodable {
    package var id: String?
    /// nil where no route table was at hand.
    package var route: String?
    /// `match`, `mismatch`, `noise` or `unknown`.
    package var verdict: String
    /// Why it is noise (`volatile`, `lag`, `fresh`) or unknown.
    package var reason: String?
    package var differences: [Difference]
    /// More differences were found than are listed.
    package var shortened: Bool
    /// Differences that the monolith explains by disagreeing with itself.
    package var noise: [Difference]
    /// Where the monolith disagrees with itself, and what its answers have in common there.
    package var volatile: [VolatileLeaf]
    /// `steady` or `flapping`: what the service said when it was asked again.
    package var steadiness: String?
    /// Differences that are there without a rule.
    package var explained: [ExplainedDifference]
    /// What each rule cost here.
    package var rules: [RuleReport]
    package var coverage: CoverageReport

    init(
        id: String?, route: String?, judgement: Judgement, explained: [ExplainedDifference], rules: ComparisonRules
    ) {
        self.id = id
        self.route = route
        verdict = judgement.verdict.name
        reason = judgement.verdict.reason?.rawValue ?? judgement.noise?.rawValue
        differences = judgement.differences
        shortened = judgement.comparison.isShortened
        noise = judgement.comparison.excused
        volatile = judgement.volatile
        steadiness = judgement.steadiness?.rawValue
        self.explained = explained
        let isAgreement = judgement.isAgreement
        let total = judgement.comparison.coverage.compared + judgement.comparison.coverage.ignored
        let uses = Dictionary(judgement.comparison.ruleUses.map { ($0.rule, $0) }) { first, _ in first }
        self.rules = rules.names.enumerated().map { index, name in
            let use = uses[index] ?? RuleUse(rule: index)
            return RuleReport(
                rule: name, leaves: use.leaves, share: total == 0 ? 0 : Double(use.leaves) / Double(total),
                met: uses[index] != nil, excused: use.excused, decided: use.excused > 0 && isAgreement)
        }
        coverage = CoverageReport(judgement.comparison.coverage)
    }

    /// Exit code 3 is for these.
    package var isMismatch: Bool { verdict == Verdict.mismatch.name }

    private enum CodingKeys: String, CodingKey {
        case id, route, verdict, reason, differences, shortened, noise, volatile, steadiness, explained, rules, coverage
    }

    /// Every report has the same keys.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(route, forKey: .route)
        try container.encode(verdict, forKey: .verdict)
        try container.encode(reason, forKey: .reason)
        try container.encode(differences, forKey: .differences)
        try container.encode(shortened, forKey: .shortened)
        try container.encode(noise, forKey: .noise)
        try container.encode(volatile, forKey: .volatile)
        try container.encode(steadiness, forKey: .steadiness)
        try container.encode(explained, forKey: .explained)
        try container.encode(rules, forKey: .rules)
        try container.encode(coverage, forKey: .coverage)
    }
}

/// A difference that a rule hides.
package struct ExplainedDifference: Sendable, Hashable, Encodable {
    package var difference: Difference
    /// The rule, as `numeric /price`, or `status` or `identity`.
    package var rule: String

    init(_ difference: Difference, by rule: String) {
        self.difference = difference
        self.rule = rule
    }

    private enum CodingKeys: String, CodingKey {
        case rule
    }

    package func encode(to encoder: any Encoder) throws {
        try difference.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(rule, forKey: .rule)
    }
}

/// What one rule cost in one comparison.
package struct RuleReport: Sendable, Hashable, Encodable {
    package var rule: String
    /// Values of the monolith's body that it takes out or compares less strictly.
    package var leaves: UInt64
    /// The same as a share of all of them, 0...1.
    package var share: Double
    /// Whether anything stands at its place.
    package var met: Bool
    /// Differences that it took away.
    package var excused: UInt64
    /// Whether the verdict would be a mismatch without the rules, of which this one took a difference away.
    package var decided: Bool
}

/// How much of the monolith's body was compared.
package struct CoverageReport: Sendable, Hashable, Encodable {
    package var compared: UInt64
    package var ignored: UInt64
    /// 0...1.
    package var share: Double

    init(_ coverage: Coverage) {
        compared = coverage.compared
        ignored = coverage.ignored
        share = coverage.share
    }
}
