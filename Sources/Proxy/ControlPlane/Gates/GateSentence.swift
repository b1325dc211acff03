import Foundation
import Parity
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
        outcome.result.refusals.map { refusal in
            switch refusal {
            case .noEvidence(let more):
                "nothing compared yet, \(more) exchanges needed"
            case .mismatchRate(let compared, let mismatches, let bound, let more):
                """
                \(mismatches) mismatches in \(compared) compared rule out only a rate of \(percent(bound)), \
                \(percent(outcome.gate.mismatch)) is asked: \(more) more matching exchanges needed
                """
            case .tooFewCompared(let compared, let minimum):
                "\(compared) compared of at least \(minimum)"
            case .comparedShare(let share, let minimum):
                "only \(percent(share)) of the sampled exchanges were compared, \(percent(minimum)) is asked"
            case .behaviorNotCovered(let kind, let seen, let compared, let minimum):
                "the behaviour \"\(kind)\" was seen \(seen) times and compared \(compared) times of at least \(minimum)"
            case .latency(let monolith, let service, let allowed):
                """
                p99 is \(milliseconds(service)) against \(milliseconds(monolith)), \
                at most \(percent(allowed)) more is allowed
                """
            case .buildsAlternate(let builds):
                "more than one build answers: \(builds.joined(separator: ", "))"
            }
        }
    }

    /// `0.02%`, `12.5%`.
    package static func percent(_ share: Double) -> String {
        let percent = share * 100
        let digits = percent >= 10 ? 1 : percent >= 0.1 ? 2 : 4
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
