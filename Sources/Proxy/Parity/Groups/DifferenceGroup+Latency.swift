extension DifferenceGroup {
    /// The service is slower than gates allow, and not by chance: even the low end of the interval of its p99's increase is
    /// beyond the limit.
    ///
    /// A difference of the route and of no single exchange, where durations differ by chance: it is made of the evidence
    /// when that is read, and stored nowhere. Its count is that of the service's answers which took longer than the
    /// monolith's p99 and what is allowed beyond it.
    ///
    /// - Parameters:
    ///   - limit: what is declared as `p99_increase`.
    ///   - seen: when the first and the last of the evidence was counted, in seconds since 1970.
    /// - Returns: nil where the service is fast enough, or nobody can be sure that it is not.
    package static func latency(of evidence: Evidence, limit: Double, seen: (first: Double, last: Double)) -> Self? {
        let (monolith, service) = (evidence.monolithLatency, evidence.serviceLatency)
        guard let found = LatencyIncrease(monolith: monolith, service: service), found.isBeyond(limit),
            found.interval.lowerBound > limit
        else { return nil }
        let allowed = Double(found.monolithNanoseconds) * (1 + limit)
        let example = Example(
            requestID: "", time: seen.last, path: pattern, monolith: shown(monolith), service: shown(service))
        return DifferenceGroup(
            key: Key(pattern: pattern, kind: .latency), count: service.count(above: UInt64(max(0, allowed))),
            firstSeen: seen.first, lastSeen: seen.last, examples: [example])
    }

    private static let pattern = "latency"

    /// `p99 20.5 ms (19.9 to 21.5)`.
    private static func shown(_ histogram: LatencyHistogram) -> String? {
        guard let value = histogram.percentile(0.99), let interval = histogram.interval(0.99) else { return nil }
        return
            "p99 \(milliseconds(value)) ms (\(milliseconds(interval.lowerBound)) to \(milliseconds(interval.upperBound)))"
    }

    /// With one decimal place.
    private static func milliseconds(_ nanoseconds: UInt64) -> String {
        let tenths = (nanoseconds + 50_000) / 100_000
        return "\(tenths / 10).\(tenths % 10)"
    }
}
