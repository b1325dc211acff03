import Foundation
import Parity
import Routing

extension ParityRecorder {
    /// Asks about the exchanges that wait, a few at a time, until the task is cancelled.
    func answerQuestions() async {
        guard let asker else { return }
        let signals = waiting.signals()
        await withDiscardingTaskGroup { group in
            for await _ in signals {
                for open in waiting.take() {
                    group.addTask { await self.interview(open, asker) }
                }
            }
        }
    }

    /// Counts what still waits as what it is: not judged.
    func abandonQuestions() {
        for open in waiting.takeAll() {
            var judgement = Judgement(open.comparison)
            if judgement.verdict == .mismatch { judgement.comparison.verdict = .unknown(.unrepeated) }
            conclude(open, Interview.Outcome(judgement: judgement, questions: 0))
            waiting.ended(open)
        }
    }

    /// Returns once nothing waits for an answer.
    func settle() async {
        await withCheckedContinuation { waiting.whenIdle($0) }
    }

    private func interview(_ open: OpenExchange, _ asker: any Asker) async {
        var outcome: Interview.Outcome
        if open.exchange.effect == .write, let read = open.exchange.route.parity.confirm {
            outcome = Interview.Outcome(judgement: Judgement(open.comparison), questions: 0)
            let confirmation = Confirmation(
                asker: asker, mayAsk: { await self.mayAsk(open) }, pause: pause,
                serviceName: { await self.serviceName(of: $0, at: $1, in: open.exchange) },
                isPresumed: { await self.isPresumed($0, at: $1, in: open.exchange) })
            if let judgement = await confirmation.conduct(read, after: open), judgement.verdict == .mismatch {
                outcome.judgement = judgement
                outcome.judgement.isConfirmation = true
            }
        } else {
            let route = open.exchange.route
            let interview = Interview(
                asker: asker, mayAsk: { await self.mayAsk(open) }, pause: pause, rest: { await self.rest($0) },
                isWorthAsking: { differences, asked in
                    await self.steering(of: route)?.isWorthAsking(
                        differences, asked: asked, atMost: route.parity.noise.asks) ?? false
                }, context: { await self.contextNow($0) })
            outcome = await interview.conduct(open)
        }
        conclude(open, outcome)
        waiting.ended(open)
    }

    /// Lets others be asked about for a while.
    private func rest(_ length: Duration) async {
        waiting.rests()
        await pause(length)
        waiting.goesOn()
    }

    /// Waits for the budget, for as long as an exchange may wait.
    private func mayAsk(_ open: OpenExchange) async -> Bool {
        while !Task.isCancelled {
            let time = now().timeIntervalSince1970
            guard let wait = waiting.ask(at: time) else { return false }
            if wait == 0 { return true }
            guard time + wait - open.since < WaitingExchanges.patience else { return false }
            await pause(.seconds(wait))
        }
        return false
    }
}
