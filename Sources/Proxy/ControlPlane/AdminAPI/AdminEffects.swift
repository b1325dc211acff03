package import Parity

/// Write parity: how what the writes of a route change compares, beside their answers.
package struct AdminEffects: Codable, Sendable, Equatable {
    /// Writes of which both sides said what they change.
    package var compared: UInt64
    /// Those of them in which a row differs; the places are among the groups, as `effects/TABLE/...`.
    package var differing: UInt64
    /// Writes of which a side did not say it.
    package var unknown: UInt64

    package init(_ counts: EffectsCounts) {
        compared = counts.compared
        differing = counts.differing
        unknown = counts.unknown
    }
}
