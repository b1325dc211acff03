package import Foundation
package import Parity

/// What the rules of a route cost, and what they were good for.
package struct AdminRuleCosts: Codable, Sendable, Equatable {
    /// Comparisons whose leaves were counted; shares refer to these.
    package var measured: UInt64
    /// Leaves of the monolith's bodies in them.
    package var leaves: UInt64
    /// One for each rule about a place, in the order of the route table, and one for each set of equivalent statuses.
    package var rules: [AdminRuleCost]

    package init(_ costs: RuleCosts = RuleCosts(), rules: ComparisonRules = ComparisonRules(), now: Date = Date()) {
        measured = costs.measured
        leaves = costs.leaves
        self.rules = rules.names.enumerated().map { index, name in
            AdminRuleCost(name, rules.rules.indices.contains(index) ? rules.rules[index] : nil, costs, now: now)
        }
    }
}

/// One rule of a route.
package struct AdminRuleCost: Codable, Sendable, Equatable {
    /// A known difference that is tolerated for a while.
    package struct Acceptance: Codable, Sendable, Equatable {
        package var reason: String
        package var ticket: String
        package var expires: Date
        /// The difference is a mismatch again.
        package var isExpired: Bool
    }

    /// `numeric /price`, or `status 200, 201`.
    package var rule: String
    /// Of the leaves measured, those that the rule takes out of the comparison or compares less strictly, 0...1; nil
    /// before anything was measured.
    package var share: Double?
    /// Exchanges in which it met a value of its place.
    package var met: UInt64
    /// Exchanges in which it excused a difference.
    package var excused: UInt64
    /// Exchanges that agree and would not without the rules, of which this one excused a difference.
    package var decided: UInt64
    /// Exchanges were compared, and its place was in none of them.
    package var neverMatched: Bool
    /// Of a rule that accepts a known difference.
    package var acceptance: Acceptance?

    /// - Parameter rule: nil for a set of equivalent statuses.
    init(_ name: String, _ rule: Rule?, _ costs: RuleCosts, now: Date) {
        let cost = costs.rules[name] ?? RuleCosts.Cost()
        self.rule = name
        share = costs.share(of: name)
        met = cost.met
        excused = cost.excused
        decided = cost.decided
        neverMatched = cost.met == 0 && costs.measured > 0
        if case .accept(let known)? = rule?.kind {
            acceptance = Acceptance(
                reason: known.reason, ticket: known.ticket, expires: Date(timeIntervalSince1970: known.expires),
                isExpired: now.timeIntervalSince1970 >= known.expires)
        }
    }
}
