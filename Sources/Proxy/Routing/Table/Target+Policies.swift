/// The active probe of a target's instances: a GET of `path`, again and again.
package struct HealthCheck: Hashable, Sendable {
    package var path: String
    /// Between two probes; each wait is a tenth shorter to a tenth longer than this, by chance.
    package var interval = Duration.seconds(1)
    /// How long an answer may take.
    package var timeout = Duration.seconds(1)
    /// Failed probes in a row that take an instance out, and good ones that bring it back.
    package var unhealthyAfter = 2
    package var healthyAfter = 1
    /// Statuses of good answers.
    package var expected: [ClosedRange<Int>] = [200...399]

    package init(path: String) { self.path = path }
}

/// The circuit breaker of each instance: failures in a row (no connection, no answer, 502, 503, 504) open it, one probe
/// at a time finds out when to close it.
package struct BreakerPolicy: Hashable, Sendable {
    package var failures = 5
    /// How long it stays open before a probe; doubles with each failed one, and when it opens again soon.
    package var open = Duration.seconds(1)
    package var longestOpen = Duration.seconds(8)

    package init() {}
}

/// When an instance counts as an outlier and is ejected for a while.
package struct OutlierPolicy: Hashable, Sendable {
    /// Answers with a 5xx in a row, no answer counted as one; nil: not looked at.
    package var serverErrors: Int? = 5
    /// No connection, no answer, 502, 503 or 504 in a row; nil: not looked at.
    package var gatewayErrors: Int? = 5
    package var successRate: SuccessRate? = SuccessRate()
    /// How often success rates are compared.
    package var interval = Duration.seconds(10)
    /// How long the first ejection lasts; doubles when the next one follows soon.
    package var ejection = Duration.seconds(30)
    package var longestEjection = Duration.seconds(300)
    /// An ejection that would leave more than this share of the target's instances out does not happen.
    package var maxEjected = Share(partsPerMillion: 500_000)

    package init() {}

    /// An instance is an outlier when its share of answers without 5xx is lower than that of all others together.
    package struct SuccessRate: Hashable, Sendable {
        /// By how much, at least.
        package var margin = Share(partsPerMillion: 200_000)
        /// Requests in one interval, of it and of the others, for the comparison to mean anything.
        package var requests = 50

        package init() {}
    }
}

/// How often requests may be sent again, where `FallbackPolicy` allows it at all.
package struct RetryPolicy: Hashable, Sendable {
    /// Attempts of one request on this target, the first one included.
    package var attempts = 3
    /// Retries under way, as a share of the requests under way; per worker.
    package var budget = Share(partsPerMillion: 200_000)
    /// So many retries are always within the budget; per worker.
    package var minimum = 3

    package init() {}
}
