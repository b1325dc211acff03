/// What a load generator saw.
package struct LoadReport: Sendable {
    /// Requests that were due and sent, or could not be sent.
    package var requests = 0
    package var statuses: [Int: Int] = [:]
    /// Transport failures by text: refused, ended early, timed out.
    package var failures: [String: Int] = [:]
    /// From the moment a request was due to its whole answer, so a stall counts for all who waited in it.
    package var latencies: [Duration] = []

    package var failureCount: Int { failures.values.reduce(0, +) }

    package func count(_ status: (Int) -> Bool) -> Int {
        statuses.filter { status($0.key) }.values.reduce(0, +)
    }

    /// The latency that `share` (0...1) of the answered requests stayed within; zero without any.
    package func quantile(_ share: Double) -> Duration {
        let sorted = latencies.sorted()
        guard !sorted.isEmpty else { return .zero }
        return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }
}
