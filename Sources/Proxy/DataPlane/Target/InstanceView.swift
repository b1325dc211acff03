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
    /// Tells the worker what has to be told to the coordinator.
    private let report: (InstanceView, FailureStreaks.Trip) -> Void

    /// - Parameter since: when it came to a process that was running already.
    init(
        _ instance: Routing.Target.Instance, breaker: BreakerPolicy?, outliers: OutlierPolicy?, since: NIODeadline?,
        report: @escaping (InstanceView, FailureStreaks.Trip) -> Void
    ) {
        self.instance = instance
        name = instance.description
        streaks = FailureStreaks(breaker: breaker, outliers: outliers)
        backSince = since
        self.report = report
    }

    /// Another table has other limits.
    func adopt(breaker: BreakerPolicy?, outliers: OutlierPolicy?) {
        streaks.adopt(breaker: breaker, outliers: outliers)
    }

    /// Takes over what the coordinator decided.
    func become(_ availability: Availability) {
        if availability.takesRequests, !self.availability.takesRequests { backSince = .now() }
        self.availability = availability
        streaks.reset()
    }

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
        if availability == .trial {
            if outcome == .gatewayError, streaks.hasBreaker { trip = .breaker } else { availability = .available }
        }
        switch trip {
        case .none: return
        case .breaker:
            streaks.reset()
            availability = .open
        case .outlier: break
        }
        report(self, trip)
    }
}
