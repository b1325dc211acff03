package import Parity

/// How long both sides took to answer the same requests under the same load, in milliseconds.
package struct AdminLatency: Codable, Sendable, Equatable {
    /// A quantile with its 95 % interval.
    package struct Quantile: Codable, Sendable, Equatable {
        /// 0...1, such as 0.99.
        package var share: Double
        package var value: Double
        package var low: Double
        package var high: Double
    }

    /// What the gate's `p99_increase` is about.
    package struct Increase: Codable, Sendable, Equatable {
        /// 0.2 for 20 % slower.
        package var value: Double
        package var low: Double
        package var high: Double
    }

    /// Durations measured of each side.
    package var monolithCount: UInt64
    package var serviceCount: UInt64
    package var monolithP50: Double
    package var monolithP99: Double
    package var serviceP50: Double
    package var serviceP99: Double
    /// At ``shares``, ascending: a curve.
    package var monolith: [Quantile]
    package var service: [Quantile]
    /// nil while there are too few for a p99.
    package var p99Increase: Increase?

    package static let shares = [0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999]

    /// nil when one side was never measured.
    package init?(_ evidence: Evidence) {
        guard let monolithP50 = evidence.monolithLatency.percentile(0.5),
            let monolithP99 = evidence.monolithLatency.percentile(0.99),
            let serviceP50 = evidence.serviceLatency.percentile(0.5),
            let serviceP99 = evidence.serviceLatency.percentile(0.99)
        else { return nil }
        monolithCount = evidence.monolithLatency.count
        serviceCount = evidence.serviceLatency.count
        self.monolithP50 = Self.milliseconds(monolithP50)
        self.monolithP99 = Self.milliseconds(monolithP99)
        self.serviceP50 = Self.milliseconds(serviceP50)
        self.serviceP99 = Self.milliseconds(serviceP99)
        monolith = Self.quantiles(evidence.monolithLatency)
        service = Self.quantiles(evidence.serviceLatency)
        p99Increase = LatencyIncrease(monolith: evidence.monolithLatency, service: evidence.serviceLatency).map {
            Increase(value: $0.increase, low: $0.interval.lowerBound, high: $0.interval.upperBound)
        }
    }

    private static func quantiles(_ histogram: LatencyHistogram) -> [Quantile] {
        shares.compactMap { share in
            guard let value = histogram.percentile(share), let interval = histogram.interval(share) else { return nil }
            return Quantile(
                share: share, value: milliseconds(value), low: milliseconds(interval.lowerBound),
                high: milliseconds(interval.upperBound))
        }
    }

    private static func milliseconds(_ nanoseconds: UInt64) -> Double { Double(nanoseconds) / 1_000_000 }
}
