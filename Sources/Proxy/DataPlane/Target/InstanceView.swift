import NIOCore
import Routing

/// One worker's view of an instance: what the coordinator said, and the failures seen here since the last success.
final class InstanceView {
    let instance: Routing.Target.Instance
    /// `host:port`.
    let name: String
    private(set) var availability = Availability.available
    /// It was silent when asked for 100 Continue, so nobody waits for its word (RFC 9110 section 10.1.1).
    var ignoresExpect = false
    /// Since when it takes requests again, or at all; nil: from the start.
    private(set) var backSince: NIODeadline?
    private var streaks: FailureStreaks
    /// Nobody but requests can find out whether it answers.
    private var isFoundOutByRequests: Bool
    /// A request finds out whether it is back; until that has ended others go elsewhere.
    private var isBeingTried = false
    /// One has found out since.
    private var hasAnswered = false
    /// The process counts failures in a row: the next good answer ends it.
    private var endsRow = false
    /// Tells the worker what has to be told to the coordinator.
    private let report: (InstanceView, Event) -> Void

    /// What a worker sees of an instance that concerns the others.
    enum Event {
        /// Counted here alone, it is enough to take the instance out.
        case tripped(FailureStreaks.Trip)
        /// It failed, or answered for the first time since it did.
        case noted(FailureStreaks.Outcome)
    }

    /// - Parameter since: when it came to a process that was running already.
    init(
        _ instance: Routing.Target.Instance, _ policy: InstancePolicy, since: NIODeadline?,
        report: @escaping (InstanceView, Event) -> Void
    ) {
        self.instance = instance
        name = instance.description
        streaks = FailureStreaks(breaker: policy.breaker, outliers: policy.outliers)
        isFoundOutByRequests = policy.health == nil
        backSince = since
        self.report = report
    }

    /// Another table has other limits.
    func adopt(_ policy: InstancePolicy) {
        streaks.adopt(breaker: policy.breaker, outliers: policy.outliers)
        isFoundOutByRequests = policy.health == nil
    }

    /// Whether one more request may go there. After an outage of an instance without a health path it is one at a time
    /// until an answer begins: that somebody accepts connections says little.
    var takesRequests: Bool { availability.takesRequests && !isBeingTried }

    /// It takes no requests because others failed.
    var isCut: Bool { availability == .open || isBeingTried }

    /// A request goes there.
    func requestBegins() {
        if availability == .trial, isFoundOutByRequests, !hasAnswered { isBeingTried = true }
    }

    /// A request, perhaps that one, has ended, or did not come to be sent.
    func requestEnded() { isBeingTried = false }

    /// The head of a good answer came; what follows may still be broken.
    func answerBegan() {
        hasAnswered = true
        isBeingTried = false
    }

    /// Takes over what the coordinator decided.
    func become(_ availability: Availability) {
        if availability.takesRequests, !self.availability.takesRequests { backSince = .now() }
        self.availability = availability
        isBeingTried = false
        hasAnswered = false
        streaks.reset()
    }

    /// Some worker has seen it fail.
    func rowBegan() { endsRow = true }

    /// The head of an answer came.
    func answered(_ status: Int) {
        switch status {
        case ..<500: note(.answered)
        case 502, 503, 504: note(.gatewayError)
        default: note(.serverError)
        }
    }

    /// The instance could not be reached, or did not answer as a working one does.
    func failed() { note(.gatewayError) }

    /// What was counted since the last call.
    func takeCounts() -> SuccessRates.Counts { streaks.takeCounts() }

    private func note(_ outcome: FailureStreaks.Outcome) {
        var trip = streaks.note(outcome)
        // Out already, or used only because too few are in: nothing new.
        guard availability.takesRequests else { return }
        if outcome != .answered {
            report(self, .noted(outcome))
        } else if endsRow {
            endsRow = false
            report(self, .noted(.answered))
        }
        if availability == .trial {
            isBeingTried = false
            if outcome == .gatewayError, streaks.hasBreaker { trip = .breaker } else { availability = .available }
        }
        switch trip {
        case .none: return
        case .breaker:
            streaks.reset()
            availability = .open
        case .outlier: break
        }
        report(self, .tripped(trip))
    }
}
