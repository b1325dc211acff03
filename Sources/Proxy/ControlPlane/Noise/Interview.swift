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
    /// The same for longer: others are asked about meanwhile.
    let rest: @Sendable (Duration) async -> Void
    /// Whether a further question about these differences is worth its cost.
    let isWorthAsking: @Sendable (_ differences: [Difference], _ asked: Int) async -> Bool
    /// What an exchange is judged under by what is known of ids now: answers to questions show more of them than were known
    /// when it began.
    let context: @Sendable (OpenExchange) async -> ComparisonContext

    struct Outcome {
        var judgement: Judgement
        var questions: Int
        /// What the monolith said of itself in the uniform sample; nil outside it.
        var isNoisy: Bool?
        /// What the questions were answered with.
        var answers = FurtherAnswers()
    }

    private static let pauses: [Duration] = [.zero, .milliseconds(50), .milliseconds(250)]
    /// Before each question to a service that was behind: whether it has caught up.
    private static let catchingUp: [Duration] = [
        .milliseconds(250), .milliseconds(500), .seconds(1), .seconds(2), .seconds(4),
    ]

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
            guard let answer = await askMonolith(open, &outcome) else { break }
            again.append(answer)
            outcome.answers.monolith = again
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
        let monolith = open.exchange.monolith
        guard Judge.wasBehind(monolith: monolith, service: open.exchange.service) else {
            guard let answer = await askService(open, &outcome) else { return judgement }
            return judge(open, again, service: [answer])
        }
        var answers: [Observation] = []
        var hasCaughtUp = false
        for length in Self.catchingUp where !hasCaughtUp {
            await rest(length)
            guard let answer = await askService(open, &outcome) else { break }
            answers.append(answer)
            outcome.answers.service = answers
            let judgement = judge(open, again, service: answers)
            if judgement.verdict != .mismatch { return judgement }
            hasCaughtUp = !Judge.wasBehind(monolith: monolith, service: answer)
        }
        var judgement = judge(open, again, service: answers)
        if hasCaughtUp, let agrees = await agreesBetweenTwoAnswers(open, &outcome) {
            if agrees { judgement.becomeNoise(.lag) }
        } else {
            // Nobody knows what it says once it has caught up.
            judgement.comparison.verdict = .unknown(.unrepeated)
        }
        return judgement
    }

    /// Others may have written meanwhile: what the service says is held against what the monolith said shortly before and
    /// says shortly after. nil when that could not be asked.
    private func agreesBetweenTwoAnswers(_ open: OpenExchange, _ outcome: inout Outcome) async -> Bool? {
        guard let before = await askMonolith(open, &outcome) else { return nil }
        for length in Self.catchingUp {
            guard let answer = await askService(open, &outcome) else { return nil }
            if !Judge.wasBehind(monolith: before, service: answer) {
                guard let after = await askMonolith(open, &outcome) else { return nil }
                outcome.answers.monolith += [before, after]
                outcome.answers.service.append(answer)
                return Judge.agreesAfterLag(
                    monolith: before, service: answer, monolithAfter: after, context: await context(open))
            }
            await rest(length)
        }
        return nil
    }

    private func askMonolith(_ open: OpenExchange, _ outcome: inout Outcome) async -> Observation? {
        let questions = open.questions
        return await ask(questions.monolith, questions.toMonolith, open, &outcome)?.withTrailers(
            of: open.exchange.monolith)
    }

    private func askService(_ open: OpenExchange, _ outcome: inout Outcome) async -> Observation? {
        let questions = open.questions
        return await ask(questions.service, questions.toService, open, &outcome)?.withTrailers(
            of: open.exchange.service)
    }

    /// nil where there is nothing to ask, no budget for it, or no answer.
    private func ask(
        _ target: Target, _ message: () -> RequestMessage?, _ open: OpenExchange, _ outcome: inout Outcome
    ) async -> Observation? {
        guard let message = message(), await mayAsk(),
            let answer = await asker.answer(of: target, to: message, on: open.exchange.route)
        else { return nil }
        outcome.questions += 1
        return answer
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
