/// Reads when an instance is taken out because of the requests it failed: `breaker:` and `outlier:`.
struct OutageDecoder {
    let log: DiagnosticLog

    /// `none`, or a map.
    func breaker(_ value: YAMLValue?) -> BreakerPolicy? {
        var policy = BreakerPolicy()
        guard let value else { return policy }
        if case .scalar("none") = value.content { return nil }
        guard var reader = MapReader(value, "breaker", log) else { return policy }
        if let value = reader.scalar("failures", Self.threshold) { policy.failures = value }
        if let value = reader.scalar("open", Quantity.duration) { policy.open = value }
        policy.longestOpen = max(policy.longestOpen, policy.open)
        if let value = reader.scalar("longest", Quantity.duration) { policy.longestOpen = value }
        check("open", policy.open, policy.longestOpen, reader)
        reader.finish()
        return policy
    }

    /// `none`, which is the default, or a map.
    func outliers(_ value: YAMLValue?) -> OutlierPolicy? {
        guard let value else { return nil }
        if case .scalar("none") = value.content { return nil }
        var policy = OutlierPolicy()
        guard var reader = MapReader(value, "outlier", log) else { return nil }
        if let value = reader.scalar("consecutive_5xx", Self.thresholdOrNone) { policy.serverErrors = value.count }
        if let value = reader.scalar("consecutive_gateway", Self.thresholdOrNone) {
            policy.gatewayErrors = value.count
        }
        if let value = reader.take("success_rate") { policy.successRate = successRate(value) }
        if let value = reader.scalar("interval", Quantity.duration) { policy.interval = value }
        if let value = reader.scalar("ejection", Quantity.duration) { policy.ejection = value }
        policy.longestEjection = max(policy.longestEjection, policy.ejection)
        if let value = reader.scalar("longest", Quantity.duration) { policy.longestEjection = value }
        if let value = reader.scalar("max_ejected", Quantity.share) { policy.maxEjected = value }
        check("ejection", policy.ejection, policy.longestEjection, reader)
        reader.finish()
        return policy
    }

    /// `none`, or a map.
    private func successRate(_ value: YAMLValue) -> OutlierPolicy.SuccessRate? {
        if case .scalar("none") = value.content { return nil }
        var rate = OutlierPolicy.SuccessRate()
        guard var reader = MapReader(value, "success_rate", log) else { return rate }
        if let value = reader.scalar("margin", Quantity.share) { rate.margin = value }
        if let value = reader.scalar("requests", Self.requests) { rate.requests = value }
        reader.finish()
        return rate
    }

    private func check(_ name: String, _ first: Duration, _ longest: Duration, _ reader: MapReader) {
        guard first > longest, let place = reader.keys(among: ["longest"]).first else { return }
        log.error(
            .outOfRange, at: place.location, "longest is shorter than \(name)", hint: "make it at least as long")
    }

    private static func threshold(_ text: String) throws(ScalarProblem) -> Int {
        try Quantity.count(text, in: 1...1_000_000)
    }

    /// A count, or `none`.
    private struct Threshold { let count: Int? }

    private static func thresholdOrNone(_ text: String) throws(ScalarProblem) -> Threshold {
        text == "none" ? Threshold(count: nil) : Threshold(count: try threshold(text))
    }

    private static func requests(_ text: String) throws(ScalarProblem) -> Int {
        try Quantity.count(text, in: 1...1_000_000)
    }
}
