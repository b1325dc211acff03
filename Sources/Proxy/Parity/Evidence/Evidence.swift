/// The verdicts of one route inside one epoch, as counters that can be merged in any order.
///
/// Not sampled is not here: an exchange that was never meant to be compared says nothing.
package struct Evidence: Sendable, Equatable, Codable {
    package var match: UInt64 = 0
    package var noise: UInt64 = 0
    /// Answers that differ; failed shadow legs are counted in `failed` and are mismatches too.
    package var mismatch: UInt64 = 0
    package var unknown: [UnknownReason: UInt64] = [:]
    package var skipped: [SkipReason: UInt64] = [:]
    package var failed: [FailureKind: UInt64] = [:]
    package var coverage = Coverage()
    package var behaviors = BehaviorCounts()
    package var monolithLatency = LatencyHistogram()
    package var serviceLatency = LatencyHistogram()

    package init() {}

    /// Exchanges that the service got wrong: differing answers and failed legs.
    package var mismatches: UInt64 { mismatch + failed.values.reduce(0, +) }

    /// Exchanges with a verdict about agreement; what a gate counts.
    package var compared: UInt64 { match + noise + mismatches }

    /// Of the sampled exchanges, the share that was compared, in 0...1. Skips that the content causes are not in it:
    /// they are behaviour not covered. 1 when nothing was sampled yet.
    package var comparedShare: Double {
        let lost = skipped.reduce(0) { $1.key.isCausedByContent ? $0 : $0 + $1.value }
        return lost == 0 ? 1 : Double(compared) / Double(compared + lost)
    }

    package var isEmpty: Bool { self == Evidence() }

    package mutating func merge(_ other: Evidence) {
        match += other.match
        noise += other.noise
        mismatch += other.mismatch
        unknown.merge(other.unknown, uniquingKeysWith: +)
        skipped.merge(other.skipped, uniquingKeysWith: +)
        failed.merge(other.failed, uniquingKeysWith: +)
        coverage.merge(other.coverage)
        behaviors.merge(other.behaviors)
        monolithLatency.merge(other.monolithLatency)
        serviceLatency.merge(other.serviceLatency)
    }
}
