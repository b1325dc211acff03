import HTTPWire
import NIOCore
import Routing

/// (6) What follows when a target fails.
extension Exchange {
    /// Where the next attempt may go, by the table in force.
    struct NextAttempts {
        let view: TableView
        /// The same target, where it has another healthy instance.
        let other: TargetIndex?
        /// The fallback target.
        let fallback: TargetIndex?
    }

    func targetFailed(_ failure: Failure) {
        connection = nil
        switch failure {
        case .reset, .invalidAnswer, .firstByteTimeout, .truncatedAnswer: pool?.view.failed()
        case .connect, .queueFull, .queueTimeout, .noInstance, .breakerOpen, .staleConnection, .totalTimeout,
            .serverError:
            break
        }
        if failure == .truncatedAnswer, forwarding != nil, client.takeBackAnswer() { return answerIsInvalid() }
        failed(failure)
    }

    /// What came after the head of the answer was not HTTP, and the head has not left yet: 502, not half an answer.
    private func answerIsInvalid() {
        machine.answerWasTakenBack()
        forwarding = nil
        dechunker = nil
        tally.status = 0
        tally.responseBytes = 0
        follow(
            machine.failed(.invalidAnswer, hasOtherInstance: false, hasFallback: false), after: .invalidAnswer,
            nextAttempts())
    }

    /// The attempt under way has failed.
    func failed(_ failure: Failure) {
        let next = nextAttempts()
        let action = machine.failed(
            failure, hasOtherInstance: next.other != nil, hasFallback: next.fallback != nil)
        follow(action, after: failure, next)
    }

    /// Asks the table in force, which may forbid now what it allowed when the exchange was decided.
    func nextAttempts() -> NextAttempts {
        let view = worker.view
        if let pool { tried.append(pool) }
        pool = nil
        guard let decision, let target else { return NextAttempts(view: view, other: nil, fallback: nil) }
        let routeID = route?.id
        func permitted(_ name: String) -> TargetIndex? {
            view.table.attempt(on: name, forRoute: routeID, effect: decision.effect)
        }
        var other = permitted(attemptView.table.targets[Int(target.value)].name)
        if let index = other, !mayRetry(among: view.roster(of: index)) { other = nil }
        var fallback: TargetIndex?
        if fallbackCause == nil, let chosen = decision.fallback {
            fallback = permitted(self.view.table.targets[Int(chosen.value)].name)
        }
        return NextAttempts(view: view, other: other, fallback: fallback)
    }

    /// Whether there is another instance, and the budget lets the request go there, if the policy does.
    private func mayRetry(among roster: Roster) -> Bool {
        guard roster.hasInstance(excluding: tried) else { return false }
        let isPermitted = roster.retries.permits(
            attempts: tried.count, isRetried: retryRoster === roster, load: roster.load)
        if !isPermitted { worker.counters.retriesDenied += 1 }
        return isPermitted
    }

    /// Takes a place in the budget of the target that is asked again.
    private func beginRetrying(among roster: Roster) {
        guard retryRoster !== roster else { return }
        endRetrying()
        roster.retries.begin()
        retryRoster = roster
    }

    func endRetrying() {
        retryRoster?.retries.end()
        retryRoster = nil
    }

    func follow(_ action: ExchangeMachine.FailureAction, after failure: Failure, _ next: NextAttempts) {
        switch action {
        case .retryOtherInstance:
            guard let other = next.other else { return }
            retries &+= 1
            worker.counters.retries += 1
            beginRetrying(among: next.view.roster(of: other))
            attempt(on: other, in: next.view)
        case .fallBack:
            guard let fallback = next.fallback else { return }
            fallbackCause = failure
            tried = []
            endRetrying()
            attempt(on: fallback, in: next.view)
        case .answer(let status, let retryAfter):
            tally.failure = .target(failure)
            var answer = problem(
                Problem(status: Int(status), detail: failure.sentence, reason: failure.word))
            if retryAfter { answer.addedLines = Array("Retry-After: 1\r\n".utf8) }
            give(answer, reason: failure.word)
        case .abort:
            tally.failure = .target(failure)
            abort()
        case .deliver, .ignore: break
        }
    }

    /// A deadline has come; the one of a stage, or of the whole.
    func alarmRang(_ now: NIODeadline) {
        guard let expiry = stages.expired(now), !machine.isEnded else { return }
        switch expiry {
        case .total: giveUpAttempt(.totalTimeout)
        case .attempt where stages.stage == .connect: giveUpAttempt(.connect)
        case .attempt: giveUpAttempt(machine.isSeeking ? .queueTimeout : .firstByteTimeout)
        case .stage(.connect): giveUpAttempt(.connect)
        case .stage(.queue): giveUpAttempt(.queueTimeout)
        case .stage(.awaitContinue): continueIsLate()
        case .stage(.firstByte): giveUpAttempt(.firstByteTimeout)
        case .stage(.upload) where connection?.isWritable == false: giveUpAttempt(.firstByteTimeout)
        case .stage(.upload): requestIsTooSlow(.bodyTimeout)
        case .stage(.stalled):
            note(.writeTimeout, as: .client)
            releaseTarget()
            abort()
        case .stage(.body): giveUpAttempt(.truncatedAnswer)
        case .uploadPace where machine.isSeeking || connection?.isWritable == false: stages.uploadPace.resume(now)
        case .uploadPace where machine.isUnanswered: requestIsTooSlow(.bodyTooSlow)
        case .uploadPace: restIsTooSlow()
        case .answerPace where !client.isWritable: stages.answerPace.resume(now)
        case .answerPace:
            note(.answerTooSlow, as: nil)
            giveUpAttempt(.truncatedAnswer)
        }
    }

    private func requestIsTooSlow(_ refusal: Refusal) {
        releaseTarget()
        note(refusal, as: .requestTimeout)
        let cause = Problem(status: 408, refusal, "The body of the request did not come in time.")
        give(problem(cause), reason: cause.reason)
    }

    /// What is left of a request that has its answer already does not keep up: nobody takes more of it. The answer goes
    /// on, because a client may well stop sending when it sees one.
    private func restIsTooSlow() {
        note(.bodyTooSlow, as: nil)
        stages.uploadPace.end()
        client.giveUpUpload()
    }

    /// Lets the target go without ending the exchange, and sees what comes next.
    private func giveUpAttempt(_ failure: Failure) {
        pool?.withdraw(self)
        connection?.abandon()
        targetFailed(failure)
    }
}
