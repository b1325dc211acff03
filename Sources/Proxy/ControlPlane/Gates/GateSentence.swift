import Foundation
package import Parity
package import Store

/// Says in words what a gate says in numbers.
package enum GateSentence {
    /// One line for all closed gates: `orders.create needs 412 more exchanges (2,917 compared, 0 mismatches)`.
    package static func summary(of outcomes: [GateOutcome]) -> String {
        guard !outcomes.isEmpty else { return "no gate is closed" }
        return outcomes.map { "\($0.route): \(sentences(of: $0).joined(separator: ", "))" }.joined(separator: "; ")
    }

    /// One phrase per reason why a gate is closed.
    package static func sentences(of outcome: GateOutcome) -> [String] {
        let result = outcome.result
        var seconds = result.secondsNeeded
        return result.refusals.map { refusal in
            let sentence = sentence(of: refusal, outcome.gate)
            guard refusal.isAboutCount, let time = seconds else { return sentence }
            seconds = nil
            return "\(sentence), about \(ReportNumbers.duration(time)) at this rate"
        }
    }

    private static func sentence(of refusal: GateRefusal, _ gate: Parity.Gate) -> String {
        switch refusal {
        case .noEvidence(let more):
            return "nothing compared yet, \(ReportNumbers.count(more)) exchanges needed"
        case .mismatchRate(let compared, let mismatches, let bound, let more):
            return """
                \(ReportNumbers.count(mismatches)) mismatches in \(ReportNumbers.count(compared)) compared rule out only \
                a rate of \(percent(bound) == percent(gate.mismatch) ? "just over " : "")\(percent(bound)), \(percent(gate.mismatch)) is asked: \(ReportNumbers.count(more)) more \
                matching exchanges needed
                """
        case .tooFewCompared(let compared, let minimum):
            return """
                \(ReportNumbers.count(compared)) compared of at least \(ReportNumbers.count(minimum)): \
                \(ReportNumbers.count(minimum - min(compared, minimum))) more needed
                """
        case .comparedShare(let share, let minimum):
            return "only \(percent(share)) of the sampled exchanges were compared, \(percent(minimum)) is asked"
        case .behaviorNotCovered(let kind, let seen, let compared, let minimum):
            return """
                the behaviour "\(kind)" was seen \(ReportNumbers.count(seen)) times and compared \
                \(ReportNumbers.count(compared)) times of at least \(ReportNumbers.count(minimum))
                """
        case .rareNotCovered(let kinds, let share, let allowed):
            let names = kinds.prefix(3).map { "\"\($0)\"" }.joined(separator: ", ") + (kinds.count > 3 ? ", …" : "")
            return """
                rare behaviours never compared are \(percent(share)) of the traffic, at most \(percent(allowed)) may be: \
                \(names)
                """
        case .blockedByUnknowns(let reasons, let share, let allowed):
            let names = reasons.map(\.rawValue).joined(separator: ", ")
            return """
                blocked by unknowns: \(percent(share)) of the exchanges could not be judged (\(names)), \
                at most \(percent(allowed)) may be
                """
        case .tooFew(let kind, let count, let minimum):
            return """
                \(ReportNumbers.count(count)) different \(kind.rawValue) of at least \(ReportNumbers.count(minimum)): \
                \(ReportNumbers.count(minimum - min(count, minimum))) more needed
                """
        case .latency(let monolith, let service, let allowed, let low, let high):
            return """
                p99 is \(milliseconds(service)) against \(milliseconds(monolith)), at most \(percent(allowed)) more is \
                allowed (95% interval of the increase: \(percent(low)) to \(percent(high)))
                """
        case .buildsAlternate(let builds):
            return "more than one build answers: \(builds.joined(separator: ", "))"
        case .blind(let planted, let found, let minimum):
            return """
                blind: the comparator found \(ReportNumbers.count(found)) of \(ReportNumbers.count(planted)) faults planted in this route's answers, \
                \(percent(minimum)) is asked
                """
        }
    }

    /// One phrase for each condition that is met.
    package static func met(by result: GateResult) -> [String] {
        result.conditions.filter(\.isMet).map { condition in
            switch condition.kind {
            case .mismatch: "a mismatch rate of \(percent(condition.has)) is ruled out"
            case .minimumCompared: "\(count(condition.has)) compared of at least \(count(condition.asked))"
            case .comparedShare: "\(percent(condition.has)) of the sampled exchanges compared"
            case .clients, .sessions, .hours:
                "\(count(condition.has)) different \(condition.kind.rawValue) of at least \(count(condition.asked))"
            case .coverage: "behaviours of \(percent(condition.has)) of the traffic compared often enough"
            case .unknowns: "\(percent(condition.has)) could not be judged"
            case .latency: "p99 increases by \(percent(condition.has)), \(percent(condition.asked)) is allowed"
            case .builds: "one build of each side"
            case .recall: "\(percent(condition.has)) of the planted faults found"
            }
        }
    }

    private static func count(_ number: Double) -> String { ReportNumbers.count(UInt64(number)) }

    /// `0.02%`, `12.5%`.
    package static func percent(_ share: Double) -> String {
        let percent = share * 100
        let digits = abs(percent) >= 10 ? 1 : abs(percent) >= 0.1 ? 2 : 4
        var text = String(format: "%.\(digits)f", percent)
        if text.contains(".") {
            while text.hasSuffix("0") { text.removeLast() }
            if text.hasSuffix(".") { text.removeLast() }
        }
        return text + "%"
    }

    private static func milliseconds(_ nanoseconds: UInt64) -> String {
        String(format: "%.1f ms", Double(nanoseconds) / 1_000_000)
    }
}
