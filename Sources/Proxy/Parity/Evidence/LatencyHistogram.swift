/// Durations in buckets that grow by 1/16 of an octave (at most 6.25 % wide), so that histograms can be merged and
/// a percentile read to within one bucket. Only buckets that were hit take room.
package struct LatencyHistogram: Sendable, Equatable, Codable {
    private var buckets: [UInt16: UInt64] = [:]

    package init() {}

    package var count: UInt64 { buckets.values.reduce(0, +) }

    package mutating func record(nanoseconds: UInt64) {
        buckets[Self.bucket(nanoseconds), default: 0] += 1
    }

    package mutating func merge(_ other: LatencyHistogram) {
        buckets.merge(other.buckets, uniquingKeysWith: +)
    }

    /// The duration in nanoseconds below which `share` (0...1) of the recorded ones lie; nil when there are none.
    package func percentile(_ share: Double) -> UInt64? {
        let total = count
        guard total > 0 else { return nil }
        let rank = UInt64((Double(total) * share).rounded(.up))
        var passed: UInt64 = 0
        for (bucket, count) in buckets.sorted(by: { $0.key < $1.key }) {
            passed += count
            if passed >= rank { return Self.upperBound(bucket) }
        }
        return buckets.keys.max().map(Self.upperBound)
    }

    /// How many of the recorded ones are certain to be longer.
    package func count(above nanoseconds: UInt64) -> UInt64 {
        let bucket = Self.bucket(nanoseconds)
        return buckets.reduce(0) { $1.key > bucket ? $0 + $1.value : $0 }
    }

    /// Between which two durations the percentile of all that could have been recorded lies, at 95 %: of n, the number
    /// below it is binomial, so that the ranks n p ± 1.96 √(n p (1 - p)) enclose it whatever the distribution.
    package func interval(_ share: Double) -> ClosedRange<UInt64>? {
        let total = Double(count)
        guard total > 0 else { return nil }
        let half = 1.959_963_985 * (share * (1 - share) / total).squareRoot()
        guard let low = percentile(max(1 / total, share - half)), let high = percentile(min(1, share + half)) else {
            return nil
        }
        return low...max(low, high)
    }

    /// In microseconds, some 12 days: nothing that answers takes longer.
    private static let longest: UInt64 = 1 << 40

    /// Microseconds below 16 have a bucket each; above, the four bits after the leading one choose it.
    private static func bucket(_ nanoseconds: UInt64) -> UInt16 {
        let microseconds = min(nanoseconds / 1000, longest)
        guard microseconds >= 16 else { return UInt16(microseconds) }
        let octave = 63 - microseconds.leadingZeroBitCount
        let step = (microseconds >> UInt64(octave - 4)) & 15
        return UInt16((octave - 3) * 16) + UInt16(step)
    }

    private static func upperBound(_ bucket: UInt16) -> UInt64 {
        guard bucket >= 16 else { return (UInt64(bucket) + 1) * 1000 }
        let shift = UInt64(bucket / 16) - 1
        return ((UInt64(bucket % 16) + 17) << shift) * 1000
    }
}
