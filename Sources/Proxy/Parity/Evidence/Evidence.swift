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
    /// Exchanges of `noise`, by why they are.
    package var noiseKinds: [Judgement.Noise: UInt64] = [:]
    package var noiseSample = NoiseSample()
    package var audience = Audience()
    /// What the rules took out of the comparisons, and what that was good for.
    package var ruleCosts = RuleCosts()
    /// What writes change, where that is compared.
    package var effects = EffectsCounts()
    /// What the comparator found of the faults planted in this epoch's answers; none of them is among the verdicts.
    package var recall = Recall()

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
        noiseKinds.merge(other.noiseKinds, uniquingKeysWith: +)
        noiseSample.merge(other.noiseSample)
        audience.merge(other.audience)
        ruleCosts.merge(other.ruleCosts)
        effects.merge(other.effects)
        recall.merge(other.recall)
    }

    /// Of all exchanges whose answers came, the share that could not be judged, in 0...1.
    package func unknownShare(_ reasons: Set<UnknownReason>) -> Double {
        let unjudged = unknown.values.reduce(0, +)
        let count = unknown.reduce(0) { reasons.contains($1.key) ? $0 + $1.value : $0 }
        return count == 0 ? 0 : Double(count) / Double(compared + unjudged)
    }
}

extension Evidence {
    /// Reads what an earlier version stored, too: what that did not count is zero.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func value<Value: Decodable>(_ key: CodingKeys, _ none: Value) throws -> Value {
            try container.decodeIfPresent(Value.self, forKey: key) ?? none
        }
        match = try value(.match, 0)
        noise = try value(.noise, 0)
        mismatch = try value(.mismatch, 0)
        unknown = try value(.unknown, [:])
        skipped = try value(.skipped, [:])
        failed = try value(.failed, [:])
        coverage = try value(.coverage, Coverage())
        behaviors = try value(.behaviors, BehaviorCounts())
        monolithLatency = try value(.monolithLatency, LatencyHistogram())
        serviceLatency = try value(.serviceLatency, LatencyHistogram())
        noiseKinds = try value(.noiseKinds, [:])
        noiseSample = try value(.noiseSample, NoiseSample())
        audience = try value(.audience, Audience())
        ruleCosts = try value(.ruleCosts, RuleCosts())
        effects = try value(.effects, EffectsCounts())
        recall = try value(.recall, Recall())
    }
}
