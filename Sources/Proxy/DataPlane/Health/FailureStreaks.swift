import Routing

/// What one worker counts about an instance from its answers: failures in a row, and failures among all.
struct FailureStreaks {
    enum Outcome {
        /// With whatever below 500.
        case answered
        /// A 5xx of the application: the instance works, but not well.
        case serverError
        /// No connection, no answer, no HTTP, 502, 503 or 504.
        case gatewayError
    }

    /// What the coordinator has to be told.
    enum Trip: Equatable {
        case none
        case breaker
        case outlier(OutlierCause)
    }

    /// Failures in a row that are too many; `Int.max` where nobody looks.
    private var breakerLimit: Int
    private var serverErrorLimit: Int
    private var gatewayErrorLimit: Int

    private var failures = 0
    private var serverErrors = 0
    private var gatewayErrors = 0
    /// Since the counts were last taken.
    private var counts = SuccessRates.Counts()

    init(breaker: BreakerPolicy?, outliers: OutlierPolicy?) {
        breakerLimit = breaker?.failures ?? .max
        serverErrorLimit = outliers?.serverErrors ?? .max
        gatewayErrorLimit = outliers?.gatewayErrors ?? .max
    }

    /// Whether there is a breaker at all.
    var hasBreaker: Bool { breakerLimit != .max }

    /// Another table has other limits; what was counted stays.
    mutating func adopt(breaker: BreakerPolicy?, outliers: OutlierPolicy?) {
        let other = FailureStreaks(breaker: breaker, outliers: outliers)
        breakerLimit = other.breakerLimit
        serverErrorLimit = other.serverErrorLimit
        gatewayErrorLimit = other.gatewayErrorLimit
    }

    mutating func note(_ outcome: Outcome) -> Trip {
        counts.requests &+= 1
        if outcome == .answered {
            failures = 0
            serverErrors = 0
            gatewayErrors = 0
            return .none
        }
        counts.failures &+= 1
        serverErrors += 1
        failures = outcome == .gatewayError ? failures + 1 : 0
        gatewayErrors = outcome == .gatewayError ? gatewayErrors + 1 : 0
        if failures >= breakerLimit {
            reset()
            return .breaker
        }
        if gatewayErrors >= gatewayErrorLimit {
            reset()
            return .outlier(.gatewayErrors)
        }
        if serverErrors >= serverErrorLimit {
            reset()
            return .outlier(.serverErrors)
        }
        return .none
    }

    /// Forgets what came in a row.
    mutating func reset() {
        failures = 0
        serverErrors = 0
        gatewayErrors = 0
    }

    /// What was counted since the last call.
    mutating func takeCounts() -> SuccessRates.Counts {
        defer { counts = SuccessRates.Counts() }
        return counts
    }
}
