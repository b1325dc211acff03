import Routing

/// Why an instance counts as an outlier.
enum OutlierCause: Equatable {
    case serverErrors, gatewayErrors, successRate

    /// For people.
    var sentence: String {
        switch self {
        case .serverErrors: "it answered with 5xx again and again"
        case .gatewayErrors: "it gave no answers, or 502, 503, 504"
        case .successRate: "it succeeds less often than the others"
        }
    }
}

/// Compares the instances of one target with one another.
enum SuccessRates {
    /// Requests of one instance in one interval.
    struct Counts: Equatable {
        var requests = 0
        /// Those without an answer, or with a 5xx.
        var failures = 0

        mutating func add(_ other: Counts) {
            requests += other.requests
            failures += other.failures
        }

        func without(_ other: Counts) -> Counts {
            Counts(requests: requests - other.requests, failures: failures - other.failures)
        }

        var successRate: Double { requests > 0 ? Double(requests - failures) / Double(requests) : 1 }
    }

    /// Those whose rate is lower by the margin than that of all others together; the worst first.
    static func outliers(among counts: [Counts], _ policy: OutlierPolicy.SuccessRate) -> [Int] {
        let all = counts.reduce(into: Counts()) { $0.add($1) }
        return counts.indices.filter { index in
            let (own, others) = (counts[index], all.without(counts[index]))
            guard own.requests >= policy.requests, others.requests >= policy.requests else { return false }
            return own.successRate < others.successRate - policy.margin.fraction
        }.sorted { counts[$0].successRate < counts[$1].successRate }
    }
}
