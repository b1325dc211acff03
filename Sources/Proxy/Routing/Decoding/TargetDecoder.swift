/// Reads one entry of `targets:`.
struct TargetDecoder {
    let log: DiagnosticLog

    /// nil, and logged, when it has no usable name or is no map.
    func target(_ entry: YAMLValue.Entry) -> Target? {
        let key = YAMLValue(content: .scalar(entry.key), location: entry.location)
        guard let name = key.scalar("targets", log, Word.identifier),
            var reader = MapReader(entry.value, "targets.\(entry.key)", log)
        else { return nil }
        let urls = reader.require("urls", hint: "add urls: [\"http://127.0.0.1:3000\"]")
        let members = urls.map { MemberDecoder(log: log).members($0) } ?? MemberDecoder.Result()
        var target = Target(name: name, members: members.members)
        target.balance = balance(&reader, target: name, members)
        if let value = reader.take("health") { target.health = HealthDecoder(log: log).health(value) }
        let outages = OutageDecoder(log: log)
        target.breaker = outages.breaker(reader.take("breaker"))
        target.outliers = outages.outliers(reader.take("outlier"))
        // Nothing stands behind the monolith: its own answer to one more try beats a refusal.
        if name == "monolith", let half = Share(percent: 50) { target.panic = half }
        if let value = reader.scalar("panic", Quantity.share) { target.panic = value }
        target.slowStart = reader.scalar("slow_start", Quantity.duration)
        target.retry = retry(reader.take("retry"))
        target.limits = limits(reader.map("limits"))
        if let value = reader.scalar("resolve", Self.lookupInterval) { target.lookupInterval = value }
        reader.finish()
        return target
    }

    private func balance(_ reader: inout MapReader, target: String, _ members: MemberDecoder.Result) -> Balance {
        guard let value = reader.take("balance") else { return members.weightPlace == nil ? .roundRobin : .weighted }
        let balance = BalanceDecoder(log: log, target: target).balance(value)
        if balance == .roundRobin, let place = members.weightPlace {
            log.error(
                .unusedWeight, at: place, "round_robin takes no notice of weights",
                hint: "write balance: weighted, or remove the weight")
        }
        return balance
    }

    /// `none`, or a map.
    private func retry(_ value: YAMLValue?) -> RetryPolicy {
        var policy = RetryPolicy()
        guard let value else { return policy }
        if case .scalar("none") = value.content {
            policy.attempts = 1
            return policy
        }
        guard var reader = MapReader(value, "retry", log) else { return policy }
        if let value = reader.scalar("attempts", Self.attempts) { policy.attempts = value }
        if let value = reader.scalar("budget", Quantity.share) { policy.budget = value }
        if let value = reader.scalar("minimum", Self.retries) { policy.minimum = value }
        reader.finish()
        return policy
    }

    private func limits(_ reader: MapReader?) -> Target.Limits {
        var limits = Target.Limits()
        guard var reader else { return limits }
        if let value = reader.scalar("connections", Self.connections) { limits.connections = value }
        if let value = reader.scalar("queue", Self.waiting) { limits.queue = value }
        if let value = reader.scalar("queue_timeout", Quantity.duration) { limits.queueTimeout = value }
        reader.finish()
        return limits
    }

    private static func attempts(_ text: String) throws(ScalarProblem) -> Int {
        try Quantity.count(text, in: 1...100)
    }

    private static func retries(_ text: String) throws(ScalarProblem) -> Int {
        try Quantity.count(text, in: 0...10_000)
    }

    private static func connections(_ text: String) throws(ScalarProblem) -> Int {
        try Quantity.count(text, in: 1...100_000)
    }

    private static func waiting(_ text: String) throws(ScalarProblem) -> Int {
        try Quantity.count(text, in: 0...1_000_000)
    }

    private static func lookupInterval(_ text: String) throws(ScalarProblem) -> Duration {
        let interval = try Quantity.duration(text)
        guard interval >= .milliseconds(100) else {
            throw ScalarProblem(.outOfRange, "\(text) is less than 100ms", hint: "spare the name servers")
        }
        return interval
    }
}
