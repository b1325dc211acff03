extension Evidence {
    /// Counts an exchange whose answers were compared.
    package mutating func record(
        _ comparison: Comparison, kind: BehaviorKind, monolith: Observation, service: Observation
    ) {
        coverage.merge(comparison.coverage)
        var behavior = BehaviorCount(seen: 1)
        switch comparison.verdict {
        case .match:
            match += 1
            behavior.compared = 1
        case .noise:
            noise += 1
            behavior.compared = 1
        case .mismatch:
            mismatch += 1
            behavior.compared = 1
            behavior.mismatched = 1
        case .unknown(let reason):
            unknown[reason, default: 0] += 1
        }
        behaviors.add(kind, behavior)
        monolithLatency.record(nanoseconds: monolith.totalNanoseconds)
        serviceLatency.record(nanoseconds: service.totalNanoseconds)
    }

    /// Counts a shadow leg that gave no answer; `kind` is that of the monolith's answer when it is known.
    package mutating func record(_ failure: FailureKind, kind: BehaviorKind?) {
        failed[failure, default: 0] += 1
        if let kind { behaviors.add(kind, BehaviorCount(seen: 1, compared: 1, mismatched: 1)) }
    }

    package mutating func record(_ skip: SkipReason) {
        skipped[skip, default: 0] += 1
    }
}
