import NIOCore

/// Whether a body keeps up with the least rate that is asked of it: each byte buys time, and who has none left is too
/// slow. So the rate is an average since the body began, and a fast beginning may be followed by a pause.
struct Pace {
    struct Rule: Equatable {
        let bytesPerSecond: Int64
        /// The time to begin with.
        let grace: TimeAmount

        /// nil where no rate is asked.
        init?(bytesPerSecond: Int?, grace: Duration) {
            guard let bytesPerSecond else { return nil }
            self.bytesPerSecond = Int64(max(bytesPerSecond, 1))
            self.grace = TimeAmount(grace)
        }
    }

    private var rule: Rule?
    /// When the time bought so far is used up.
    private(set) var due = NIODeadline.distantFuture

    /// The body begins, or goes on after others than its sender held it up.
    mutating func begin(_ rule: Rule?, _ now: NIODeadline) {
        self.rule = rule
        due = rule.map { now + $0.grace } ?? .distantFuture
    }

    /// The pause is over, for which the sender could do nothing.
    mutating func resume(_ now: NIODeadline) { begin(rule, now) }

    mutating func end() { begin(nil, .distantFuture) }

    mutating func came(_ count: Int) {
        guard let rule else { return }
        // One read is far below the nine gigabytes at which this would overflow.
        due = due + .nanoseconds(Int64(min(count, 1 << 32)) * 1_000_000_000 / rule.bytesPerSecond)
    }
}
