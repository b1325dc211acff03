/// Judges one exchange with what the monolith says about itself: step 9 of the life of a request, second half.
///
///     monolith ──┐                         ┌─ equal, or only renamed ─▶ match
///     service ───┴─ compare ─ differs? ────┤
///     monolith again (up to three times) ──┴─ each difference at a place where the monolith disagrees with itself,
///                                             and of the shape that its own answers have there ─▶ noise
///                                             anything else ─▶ mismatch
///
/// Pure: the same answers give the same verdict, whatever was seen of the route before. The service's second answer
/// tells whether a fault is steady; it never makes noise of a mismatch, but for lag: a service that says by its
/// `Ficus-Position` that it had not yet seen what the monolith told, and agrees once it has.
package enum Judge {
    /// - Parameters:
    ///   - monolithAgain: what the monolith answered to the same request later, oldest first. Answers that could not be
    ///     compared, or are of another build, are left out of the judgement.
    ///   - serviceAgain: the same of the service.
    ///   - rules: what of the answers is compared.
    package static func judge(
        monolith: Observation, service: Observation, monolithAgain: [Observation] = [],
        serviceAgain: [Observation] = [], rules: ComparisonRules
    ) -> Judgement {
        judge(
            monolith: monolith, service: service, monolithAgain: monolithAgain, serviceAgain: serviceAgain,
            context: ComparisonContext(rules))
    }

    /// The same under all that a comparison may know: identity, bases, accepted differences.
    package static func judge(
        monolith: Observation, service: Observation, monolithAgain: [Observation] = [],
        serviceAgain: [Observation] = [], context: ComparisonContext
    ) -> Judgement {
        var context = context
        context.volatility = nil
        let plain = Comparator.compare(monolith: monolith, service: service, context: context)
        return judge(
            plain, monolith: monolith, service: service, monolithAgain: monolithAgain, serviceAgain: serviceAgain,
            context: context)
    }

    /// Goes on from a comparison that was made already, so that agreeing answers are compared once.
    package static func judge(
        _ plain: Comparison, monolith: Observation, service: Observation, monolithAgain: [Observation],
        serviceAgain: [Observation] = [], context: ComparisonContext
    ) -> Judgement {
        guard plain.verdict == .mismatch else { return Judgement(plain) }
        let again = monolithAgain.filter { $0.isSameBuild(as: monolith) && !$0.isCut }
        var judgement = explained(plain, monolith, service, again, context)
        judgement.reasked = UInt8(clamping: again.count)
        guard judgement.verdict == .mismatch, !serviceAgain.isEmpty else { return judgement }
        let agreeing = serviceAgain.filter { answer in
            ([monolith] + again).contains { explains($0, answer, among: [monolith] + again, context) }
        }
        judgement.steadiness = agreeing.isEmpty ? .steady : .flapping
        if agreeing.contains(where: { Lag(monolith: monolith, service: service).isOver(in: $0) }) {
            judgement.becomeNoise(.lag)
        }
        return judgement
    }

    /// Whether the service had not yet seen what the monolith told, by their `Ficus-Position`.
    package static func wasBehind(monolith: Observation, service: Observation) -> Bool {
        Lag(monolith: monolith, service: service).wasBehind
    }

    /// Whether a service that was behind agrees now: `service` was asked between two answers of the monolith, the first of
    /// which it had caught up with, so that it says what the one or the other does, or has each of its values from one of
    /// them.
    package static func agreesAfterLag(
        monolith: Observation, service: Observation, monolithAfter: Observation, context: ComparisonContext
    ) -> Bool {
        guard !wasBehind(monolith: monolith, service: service) else { return false }
        return [(monolith, monolithAfter), (monolithAfter, monolith)].contains { reference, other in
            judge(monolith: reference, service: service, monolithAgain: [other], context: context).isAgreement
        }
    }

    /// The comparison anew, with what the monolith disagrees with itself about.
    private static func explained(
        _ plain: Comparison, _ monolith: Observation, _ service: Observation, _ again: [Observation],
        _ context: ComparisonContext
    ) -> Judgement {
        guard !again.isEmpty else { return Judgement(plain) }
        // Where the monolith gives now this status and now that, the answer to hold against is the one of the same kind.
        let answers = [monolith] + again
        guard let place = answers.firstIndex(where: { $0.status == service.status }) ?? answers.indices.first else {
            return Judgement(plain)
        }
        let reference = answers[place]
        let others = answers.indices.filter { $0 != place }.map { answers[$0] }
        let volatility = SelfDisagreement(monolith: reference, again: others, context: context)
        var context = context
        context.volatility = volatility
        var comparison = Comparator.compare(monolith: reference, service: service, context: context)
        let misgrown = volatility.misgrown(comparison.excused)
        if !misgrown.isEmpty {
            let isWrong = { (difference: Difference) in
                difference.path.element.map { misgrown.contains($0.list) } ?? false
            }
            comparison.differences += comparison.excused.filter(isWrong)
            comparison.excused.removeAll(where: isWrong)
            comparison.verdict = .mismatch
        }
        var judgement = Judgement(comparison)
        judgement.volatile = volatility.leaves
        if comparison.verdict == .noise || (comparison.verdict == .match && place > 0) {
            judgement.becomeNoise(.volatile)
            if place > 0, monolith.status != service.status { judgement.volatile.insert(.status(answers), at: 0) }
        }
        return judgement
    }

    private static func explains(
        _ monolith: Observation, _ service: Observation, among answers: [Observation], _ context: ComparisonContext
    ) -> Bool {
        if Comparator.compare(monolith: monolith, service: service, context: context).verdict == .match { return true }
        var context = context
        context.volatility = SelfDisagreement(
            monolith: monolith, again: answers.filter { $0 != monolith }, context: context)
        return Comparator.compare(monolith: monolith, service: service, context: context).verdict != .mismatch
    }
}

extension Observation {
    /// A deploy between two answers makes a difference that is no noise.
    fileprivate func isSameBuild(as other: Observation) -> Bool {
        build == nil || other.build == nil || build == other.build
    }
}
