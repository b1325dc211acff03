extension CanonicalText {
    /// One target with all that is said of it.
    static func target(_ target: Target) -> String {
        let members = target.members.map { "\($0.instance)*\($0.weight)" }.joined(separator: " ")
        let limits = target.limits
        let retry = target.retry
        return [
            "target \(target.name) \(members)",
            "balance=\(balance(target.balance))",
            "health=\(target.health.map(health) ?? "none")",
            "breaker=\(target.breaker.map(breaker) ?? "none")",
            "outlier=\(target.outliers.map(outliers) ?? "none")",
            "panic=\(target.panic)",
            "slow_start=\(milliseconds(target.slowStart))",
            "retry=\(retry.attempts),\(retry.budget),\(retry.minimum)",
            "limits=\(limits.connections),\(limits.queue),\(milliseconds(limits.queueTimeout))",
            "resolve=\(milliseconds(target.lookupInterval))",
        ].joined(separator: " ")
    }

    private static func balance(_ balance: Balance) -> String {
        switch balance {
        case .roundRobin, .weighted, .leastRequests: balance.name
        case .sticky(.cookie(let name, let isSecure)): "sticky,cookie,\(quoted(name)),\(isSecure)"
        case .sticky(.key(let keys)): "sticky,key,\(keys.map { quoted($0.description) }.joined(separator: ","))"
        }
    }

    private static func health(_ health: HealthCheck) -> String {
        let expected = health.expected.map { "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: ",")
        let numbers = [
            milliseconds(health.interval), milliseconds(health.timeout), "\(health.unhealthyAfter)",
            "\(health.healthyAfter)",
        ]
        return "\(quoted(health.path)),\(numbers.joined(separator: ",")),\(expected)"
    }

    private static func breaker(_ breaker: BreakerPolicy) -> String {
        "\(breaker.failures),\(milliseconds(breaker.open)),\(milliseconds(breaker.longestOpen))"
    }

    private static func outliers(_ policy: OutlierPolicy) -> String {
        func count(_ value: Int?) -> String { value.map(String.init) ?? "none" }
        let rate = policy.successRate.map { "\($0.margin),\($0.requests)" } ?? "none"
        let times = [policy.interval, policy.ejection, policy.longestEjection].map(milliseconds)
        return [count(policy.serverErrors), count(policy.gatewayErrors), rate, times.joined(separator: ",")]
            .joined(separator: ",") + ",\(policy.maxEjected)"
    }

    private static func milliseconds(_ duration: Duration?) -> String {
        duration.map { String($0.milliseconds) } ?? "none"
    }
}
