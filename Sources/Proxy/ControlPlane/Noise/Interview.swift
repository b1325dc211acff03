import DataPlane
import Foundation
import Parity
import Routing

/// Asks what one exchange needs to be judged, and judges it.
struct Interview {
    let asker: any Asker
    /// Waits for the budget; false when there is none for too long.
    let mayAsk: @Sendable () async -> Bool
    /// Between two questions about one exchange: what moves slowly has to have time to.
    let pause: @Sendable (Duration) async -> Void
    /// Whether a further question about these differences is worth its cost.
    let isWorthAsking: @Sendable (_ differences: [Difference], _ asked: Int) async -> Bool

    struct Outcome {
        var judgement: Judgement
        var questions: Int
        /// What the monolith said of itself in the uniform sample; nil outside it.
        var isNoisy: Bool?
        /// What the questions were answered with.
        var answers = FurtherAnswers()
    }

    private static let pauses: [Duration] = [.zero, .milliseconds(50), .milliseconds(250)]
    /// So often a service that is behind is asked whether it has caught up.
    private static let patience = 5

    func conduct(_ open: OpenExchange) async -> Outcome {
        let exchange = open.exchange
        var again: [Observation] = []
        var judgement = Judgement(open.comparison)
        var outcome = Outcome(judgement: judgement, questions: 0)
        while open.isSampled && again.isEmpty || judgement.verdict == .mismatch {
            let asked = again.count
            let isForced = open.isSampled && again.isEmpty
            guard isForced ? true : await isWorthAsking(judgement.differences, asked) else { break }
            if Self.pauses.indices.contains(asked) { await pause(Self.pauses[asked]) }
            guard let message = open.questions.toMonolith(), await mayAsk(),
                let answer = await asker.answer(of: open.questions.monolith, to: message, on: exchange.route)
            else { break }
            again.append(answer.withTrailers(of: exchange.monolith))
            outcome.answers.monolith = again
            outcome.questions += 1
            judgement = judge(open, again)
        }
        if open.isSampled, let first = again.first {
            var context = open.context
            context.identity = nil
            context.rules = context.rules.ofOneSide
            context.serviceBases = context.monolithBases
            outcome.isNoisy =
                Comparator.compare(monolith: exchange.monolith, service: first, context: context).verdict == .mismatch
        }
        if judgement.verdict == .mismatch, again.isEmpty, exchange.route.parity.noise.asks > 0 {
            // Nobody knows whether the monolith would agree with itself.
            judgement.comparison.verdict = .unknown(.unrepeated)
        } else if judgement.verdict == .mismatch {
            judgement = await askService(open, again, judgement, &outcome)
        }
        outcome.judgement = judgement
        return outcome
    }

    private func judge(_ open: OpenExchange, _ again: [Observation], service: [Observation] = []) -> Judgement {
        Judge.judge(
            open.comparison, monolith: open.exchange.monolith, service: open.exchange.service, monolithAgain: again,
            serviceAgain: service, context: open.context)
    }

    /// Once, for whether the fault is steady; a service that was behind, until it has caught up.
    private func askService(
        _ open: OpenExchange, _ again: [Observation], _ judgement: Judgement, _ outcome: inout Outcome
    ) async -> Judgement {
        var judgement = judgement
        var answers: [Observation] = []
        let isBehind = Judge.wasBehind(monolith: open.exchange.monolith, service: open.exchange.service)
        for _ in 0..<(isBehind ? Self.patience : 1) {
            if !answers.isEmpty || isBehind { await pause(.milliseconds(250)) }
            guard let message = open.questions.toService(), await mayAsk(),
                let answer = await asker.answer(of: open.questions.service, to: message, on: open.exchange.route)
            else { break }
            outcome.questions += 1
            answers.append(answer.withTrailers(of: open.exchange.service))
            outcome.answers.service = answers
            judgement = judge(open, again, service: answers)
            if judgement.verdict != .mismatch { break }
        }
        return judgement
    }
}

extension Observation {
    /// Who asks again learns of no trailers: they count as what they were, and so never as something that moves.
    fileprivate func withTrailers(of first: Observation) -> Observation {
        var answer = self
        answer.trailers = first.trailers
        return answer
    }
}
