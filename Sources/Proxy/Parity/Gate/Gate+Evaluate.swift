extension Gate {
    /// A route whose planted faults are found less often is blind.
    package static let recallMinimum = 0.95

    /// Recall is judged from so many planted faults on.
    package static let recallFaults: UInt64 = 20

    /// Reads the evidence of one route. May be asked after every exchange: see ``SequentialTest``.
    ///
    /// - Parameters:
    ///   - builds: the builds that answer at present where a side has more than one.
    ///   - pace: compared exchanges a second at present, if known.
    package func evaluate(
        _ evidence: Evidence, alternating builds: [String] = [], pace: Double? = nil
    ) -> GateResult {
        let test = SequentialTest(rate: mismatch, confidence: confidence)
        let matches = evidence.match + evidence.noise
        let mismatches = evidence.mismatches
        let compared = evidence.compared
        let byTest = test.moreNeeded(matches: matches, mismatches: mismatches)
        let minimum = max(minimumCompared, p99Increase == nil ? 0 : Self.latencyMinimum)
        let byMinimum = minimum > compared ? minimum - compared : 0
        let more = max(byTest, byMinimum)
        let bound = SequentialTest.bound(matches: matches, mismatches: mismatches, confidence: confidence)

        var answer = GateAnswer()
        answer.add(
            GateCondition(.builds, asked: 1, has: Double(max(1, builds.count)), isMet: builds.count < 2),
            .buildsAlternate(builds))
        answer.add(
            GateCondition(.mismatch, asked: mismatch, has: bound, isMet: byTest == 0),
            compared == 0
                ? .noEvidence(moreNeeded: more)
                : .mismatchRate(compared: compared, mismatches: mismatches, bound: bound, moreNeeded: byTest))
        if minimumCompared > 0 || byMinimum > 0, compared > 0 {
            answer.add(
                GateCondition(
                    .minimumCompared, asked: Double(minimum), has: Double(compared), isMet: byMinimum == 0),
                .tooFewCompared(compared: compared, minimum: minimum))
        }
        answer.add(
            GateCondition(
                .comparedShare, asked: comparedShare, has: evidence.comparedShare,
                isMet: evidence.comparedShare >= comparedShare),
            .comparedShare(share: evidence.comparedShare, minimum: comparedShare))
        addAudience(evidence.audience, to: &answer)
        addCoverage(evidence, to: &answer)
        addUnknowns(evidence, to: &answer)
        addLatency(evidence, to: &answer)
        addRecall(evidence.recall, to: &answer)
        return GateResult(
            refusals: answer.refusals, compared: compared, mismatches: mismatches, moreNeeded: more,
            progress: more == 0 ? 1 : Double(compared) / Double(compared + more), ruledOut: bound,
            conditions: answer.conditions,
            secondsNeeded: more == 0 ? nil : pace.flatMap { $0 > 0 ? Double(more) / $0 : nil })
    }

    private func addAudience(_ audience: Audience, to answer: inout GateAnswer) {
        let asked: [(GateCondition.Kind, UInt64?, UInt64)] = [
            (.clients, clients, audience.clients.count), (.sessions, sessions, audience.sessions.count),
            (.hours, hours, audience.hours.count),
        ]
        for (kind, minimum, count) in asked {
            guard let minimum, minimum > 0 else { continue }
            answer.add(
                GateCondition(kind, asked: Double(minimum), has: Double(count), isMet: count >= minimum),
                .tooFew(kind: kind, count: count, minimum: minimum))
        }
    }

    private func addRecall(_ recall: Recall, to answer: inout GateAnswer) {
        guard let share = recall.share else { return }
        let isMet = recall.planted < Self.recallFaults || share >= Self.recallMinimum
        answer.add(
            GateCondition(.recall, asked: Self.recallMinimum, has: share, isMet: isMet),
            .blind(planted: recall.planted, found: recall.found, minimum: Self.recallMinimum))
    }
}

/// What is met and what is missing, in the order in which it is told.
struct GateAnswer {
    private(set) var conditions: [GateCondition] = []
    private(set) var refusals: [GateRefusal] = []

    /// - Parameter refusal: what to say when the condition is not met.
    mutating func add(_ condition: GateCondition, _ refusal: @autoclosure () -> GateRefusal) {
        conditions.append(condition)
        if !condition.isMet { refusals.append(refusal()) }
    }

    mutating func add(_ condition: GateCondition, all refusals: [GateRefusal]) {
        conditions.append(condition)
        self.refusals += refusals
    }
}
