extension Gate {
    /// Latencies are judged from this many on each side on.
    package static let latencyMinimum: UInt64 = 100

    /// A p99 that grows by less is never refused: on fast answers a percentage is scheduling, not the service.
    package static let latencyGraceNanoseconds: UInt64 = 5_000_000

    /// Both sides were asked the same requests at the same time, so that what else the machines did weighs on both.
    func addLatency(_ evidence: Evidence, to answer: inout GateAnswer) {
        guard let p99Increase else { return }
        guard let found = LatencyIncrease(monolith: evidence.monolithLatency, service: evidence.serviceLatency) else {
            // Shadow legs that failed were compared and took no time. A gate that asks for speed does not open unmeasured.
            let count = min(evidence.monolithLatency.count, evidence.serviceLatency.count)
            guard evidence.compared >= Self.latencyMinimum else { return }
            return answer.add(
                GateCondition(.latency, asked: p99Increase, has: 0, isMet: false),
                .tooFewCompared(compared: count, minimum: Self.latencyMinimum))
        }
        answer.add(
            GateCondition(
                .latency, asked: p99Increase, has: found.increase, isMet: !found.isBeyond(p99Increase),
                interval: found.interval),
            .latency(
                monolithNanoseconds: found.monolithNanoseconds, serviceNanoseconds: found.serviceNanoseconds,
                allowed: p99Increase, low: found.interval.lowerBound, high: found.interval.upperBound))
    }
}
