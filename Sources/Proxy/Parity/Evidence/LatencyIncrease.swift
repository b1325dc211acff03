/// How much slower the service's p99 is than the monolith's, with an interval of 95 % on either side.
package struct LatencyIncrease: Sendable, Hashable {
    package let monolithNanoseconds: UInt64
    package let serviceNanoseconds: UInt64
    /// 0.2 for 20 % slower; below zero for faster.
    package let increase: Double
    /// From the least p99 of the service over the greatest of the monolith to the opposite.
    package let interval: ClosedRange<Double>

    /// nil while a side has fewer durations than ``Gate/latencyMinimum``.
    package init?(monolith: LatencyHistogram, service: LatencyHistogram) {
        guard monolith.count >= Gate.latencyMinimum, service.count >= Gate.latencyMinimum,
            let own = monolith.percentile(0.99), own > 0, let its = service.percentile(0.99),
            let ownRange = monolith.interval(0.99), let itsRange = service.interval(0.99)
        else { return nil }
        monolithNanoseconds = own
        serviceNanoseconds = its
        increase = Double(its) / Double(own) - 1
        let low = Double(itsRange.lowerBound) / Double(max(1, ownRange.upperBound)) - 1
        let high = Double(itsRange.upperBound) / Double(max(1, ownRange.lowerBound)) - 1
        interval = min(low, increase)...max(high, increase)
    }

    /// Whether the increase that was measured is more than is allowed, and more than scheduling makes.
    package func isBeyond(_ limit: Double) -> Bool {
        increase > limit && serviceNanoseconds > monolithNanoseconds + Gate.latencyGraceNanoseconds
    }
}
