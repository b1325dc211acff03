/// How writes of which both sides said what they change compare in that: write parity, beside that of the answers.
package struct EffectsCounts: Sendable, Hashable, Codable {
    /// Writes whose effects were compared.
    package private(set) var compared: UInt64 = 0
    /// Those of them in which a row differs.
    package private(set) var differing: UInt64 = 0
    /// Writes of which a side did not say what it changes.
    package private(set) var unknown: UInt64 = 0

    package init() {}

    /// Counts a write of a route whose effects are compared.
    package mutating func record(_ comparison: Comparison, monolith: Observation, service: Observation) {
        guard monolith.changes != nil, service.toldChanges != nil, comparison.verdict != .unknown(.effects) else {
            unknown += 1
            return
        }
        compared += 1
        let differs = comparison.differences.contains { if case .effects = $0.path { true } else { false } }
        if differs { differing += 1 }
    }

    package mutating func merge(_ other: EffectsCounts) {
        compared += other.compared
        differing += other.differing
        unknown += other.unknown
    }
}
