extension Gate {
    /// Latencies are judged from this many on each side on.
    package static let latencyMinimum: UInt64 = 100

    /// A p99 that grows by less is never refused: on fast answers a percentage is scheduling, not the service.
    package static let latencyGraceNanoseconds: UInt64 = 5_000_000

    /// Both sides were asked the same requests at the same time, so that what else the machines did weighs on both.
    func addLatency(_ evidence: Evidence, to answer: inout GateAnswer) {
        guard let p99Increase,
            evidence.monolithLatency.count >= Self.latencyMinimum,
            evidence.serviceLatency.count >= Self.latencyMinimum,
            let monolith = evidence.monolithLatency.percentile(0.99), monolith > 0,
            let service = evidence.serviceLatency.percentile(0.99),
            let ownRange = evidence.monolithLatency.interval(0.99),
            let itsRange = evidence.serviceLatency.interval(0.99)
        else { return }
        let increase = Double(service) / Double(monolith) - 1
        let low = Double(itsRange.lowerBound) / Double(max(1, ownRange.upperBound)) - 1
        let high = Double(itsRange.upperBound) / Double(max(1, ownRange.lowerBound)) - 1
        let isSlow = service > monolith + Self.latencyGraceNanoseconds && increase > p99Increase
        answer.add(
            GateCondition(
                .latency, asked: p99Increase, has: increase, isMet: !isSlow,
                interval: min(low, increase)...max(high, increase)),
            .latency(
                monolithNanoseconds: monolith, serviceNanoseconds: service, allowed: p99Increase, low: low, high: high))
    }
}
