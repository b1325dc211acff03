/// A histogram of durations with fixed bounds, as Prometheus reads it.
package struct DurationHistogram: Sendable {
    /// Upper bounds of the buckets in nanoseconds; the last bucket has none.
    package static let bounds: [UInt64] = [
        500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000, 25_000_000, 50_000_000, 100_000_000, 250_000_000,
        500_000_000, 1_000_000_000, 2_500_000_000, 5_000_000_000, 10_000_000_000,
    ]

    /// How many durations fell into each bucket (not cumulated); one more than `bounds`.
    package private(set) var buckets: InlineArray<15, UInt64> = .init(repeating: 0)
    package private(set) var count: UInt64 = 0
    /// Nanoseconds.
    package private(set) var sum: UInt64 = 0

    mutating func add(_ nanoseconds: UInt64) {
        var bucket = 0
        while bucket < 14, nanoseconds > Self.bounds[bucket] { bucket += 1 }
        buckets[bucket] &+= 1
        count &+= 1
        sum &+= nanoseconds
    }

    mutating func add(_ other: DurationHistogram) {
        for bucket in buckets.indices { buckets[bucket] &+= other.buckets[bucket] }
        count &+= other.count
        sum &+= other.sum
    }
}
