extension Evidence {
    /// Counts an exchange whose answers were compared.
    ///
    /// - Parameters:
    ///   - kind: that of the monolith's answer.
    ///   - facts: what of the request is behaviour of its own.
    ///   - time: when it began, in seconds since 1970.
    package mutating func record(
        _ judgement: Judgement, kind: BehaviorKind, monolith: Observation, service: Observation,
        facts: ExchangeFacts? = nil, time: Double = 0
    ) {
        coverage.merge(judgement.comparison.coverage)
        if let noise = judgement.noise { noiseKinds[noise, default: 0] += 1 }
        record(judgement.verdict, kind: kind, monolith: monolith, service: service, facts: facts, time: time)
    }

    package mutating func record(
        _ comparison: Comparison, kind: BehaviorKind, monolith: Observation, service: Observation
    ) {
        record(Judgement(comparison), kind: kind, monolith: monolith, service: service)
    }

    private mutating func record(
        _ verdict: Verdict, kind: BehaviorKind, monolith: Observation, service: Observation, facts: ExchangeFacts?,
        time: Double
    ) {
        var behavior = BehaviorCount(seen: 1, compared: 1)
        switch verdict {
        case .match: match += 1
        case .noise: noise += 1
        case .mismatch:
            mismatch += 1
            behavior.mismatched = 1
        case .unknown(let reason):
            unknown[reason, default: 0] += 1
            behavior.compared = 0
        }
        let kinds = [kind] + (facts?.kinds(of: monolith) ?? [])
        for kind in kinds {
            behaviors.add(kind, behavior) { facts?.redactedExample() }
        }
        if behavior.compared > 0, let facts {
            audience.record(client: facts.client, session: facts.session, time: time)
        }
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

    /// Keeps a request that was not copied because of what it is, as an example of those; it is counted elsewhere.
    package mutating func note(_ skip: SkipReason, example: String) {
        behaviors.add(.notCopied(skip), BehaviorCount()) { ExchangeFacts(example: example).redactedExample() }
    }

    /// The requests that were not copied because of what they are, as behaviours.
    package var notCopied: [BehaviorKind: BehaviorCount] {
        var kinds: [BehaviorKind: BehaviorCount] = [:]
        for (reason, count) in skipped where reason.isCausedByContent {
            let kind = BehaviorKind.notCopied(reason)
            kinds[kind] = BehaviorCount(seen: count, example: behaviors.counts[kind]?.example)
        }
        return kinds
    }
}
