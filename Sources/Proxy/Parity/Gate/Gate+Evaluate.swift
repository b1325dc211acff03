extension Gate {
    /// A kind of behaviour counts as met by clients from this share of a route's exchanges on.
    package static let behaviorShare = 0.01

    /// So many exchanges of each such kind have to be compared, or all where it was seen less often.
    package static let behaviorMinimum: UInt64 = 10

    /// Latencies are judged from this many on each side on.
    package static let latencyMinimum: UInt64 = 100

    /// A p99 that grows by less is never refused: on fast answers a percentage is scheduling, not the service.
    package static let latencyGraceNanoseconds: UInt64 = 5_000_000

    /// Reads the evidence of one route. May be asked after every exchange: see ``SequentialTest``.
    ///
    /// - Parameter builds: the builds that answer at present where a side has more than one.
    package func evaluate(_ evidence: Evidence, alternating builds: [String] = []) -> GateResult {
        let test = SequentialTest(rate: mismatch, confidence: confidence)
        let matches = evidence.match + evidence.noise
        let mismatches = evidence.mismatches
        let compared = evidence.compared
        let byTest = test.moreNeeded(matches: matches, mismatches: mismatches)
        let byMinimum = minimumCompared > compared ? minimumCompared - compared : 0
        let more = max(byTest, byMinimum)
        let bound = SequentialTest.bound(matches: matches, mismatches: mismatches, confidence: confidence)

        var refusals: [GateRefusal] = []
        if builds.count > 1 { refusals.append(.buildsAlternate(builds)) }
        if compared == 0 {
            refusals.append(.noEvidence(moreNeeded: more))
        } else if byTest > 0 {
            refusals.append(
                .mismatchRate(compared: compared, mismatches: mismatches, bound: bound, moreNeeded: byTest))
        }
        if compared > 0, byMinimum > 0 {
            refusals.append(.tooFewCompared(compared: compared, minimum: minimumCompared))
        }
        if evidence.comparedShare < comparedShare {
            refusals.append(.comparedShare(share: evidence.comparedShare, minimum: comparedShare))
        }
        refusals += uncovered(evidence)
        if let slow = slowness(evidence) { refusals.append(slow) }
        return GateResult(
            refusals: refusals, compared: compared, mismatches: mismatches, moreNeeded: more,
            progress: more == 0 ? 1 : Double(compared) / Double(compared + more), ruledOut: bound)
    }

    /// Requests that were not copied because of what they are make a kind each: nobody knows how the service answers.
    private func uncovered(_ evidence: Evidence) -> [GateRefusal] {
        var counts = evidence.behaviors.counts
        for (reason, count) in evidence.skipped where reason.isCausedByContent {
            counts[BehaviorKind("request not copied (\(reason.rawValue))")] = BehaviorCount(seen: count)
        }
        let least = Double(counts.values.reduce(0) { $0 + $1.seen }) * Self.behaviorShare
        return
            counts
            .filter { Double($0.value.seen) >= least && $0.value.compared < min(Self.behaviorMinimum, $0.value.seen) }
            .sorted { $0.key.description < $1.key.description }
            .map { kind, count in
                .behaviorNotCovered(
                    kind: kind.description, seen: count.seen, compared: count.compared,
                    minimum: min(Self.behaviorMinimum, count.seen))
            }
    }

    private func slowness(_ evidence: Evidence) -> GateRefusal? {
        guard let p99Increase,
            evidence.monolithLatency.count >= Self.latencyMinimum,
            evidence.serviceLatency.count >= Self.latencyMinimum,
            let monolith = evidence.monolithLatency.percentile(0.99),
            let service = evidence.serviceLatency.percentile(0.99),
            service > monolith + Self.latencyGraceNanoseconds,
            Double(service) > Double(monolith) * (1 + p99Increase)
        else { return nil }
        return .latency(monolithNanoseconds: monolith, serviceNanoseconds: service, allowed: p99Increase)
    }
}
