/// Of a uniform sample of compared exchanges, in how many the monolith disagreed with itself when it was asked twice.
///
/// Chosen before anything was compared, so the rate is that of all exchanges. (Of the mismatches alone it would be the
/// rate of those that differ already.)
package struct NoiseSample: Sendable, Hashable, Codable {
    package private(set) var asked: UInt64
    package private(set) var disagreed: UInt64

    package init(asked: UInt64 = 0, disagreed: UInt64 = 0) {
        self.asked = asked
        self.disagreed = disagreed
    }

    package mutating func record(isNoisy: Bool) {
        asked += 1
        if isNoisy { disagreed += 1 }
    }

    package mutating func merge(_ other: NoiseSample) {
        asked += other.asked
        disagreed += other.disagreed
    }

    package var rate: Double? { asked == 0 ? nil : Double(disagreed) / Double(asked) }

    /// Wilson's score interval at 95 %; 0...1 while nothing was asked.
    package var interval: ClosedRange<Double> {
        guard asked > 0 else { return 0...1 }
        let z = 1.959_963_985
        let n = Double(asked)
        let share = Double(disagreed) / n
        let middle = (share + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        return max(0, middle - half)...min(1, middle + half)
    }
}
