import NIOCore

/// Whether a body keeps up with the least rate that is asked of it: each byte buys time, and who has none left is too
/// slow. So the rate is an average since the body began, and a fast beginning may be followed by a pause.
///
/// Small, because each exchange copies two of them: a rate of zero asks nothing.
struct Pace {
    struct Rule: Equatable {
        /// 0 asks nothing.
        fileprivate var bytesPerSecond: UInt32 = 0
        /// Milliseconds to begin with.
        fileprivate var grace: UInt32 = 0

        private init() {}

        /// Asks nothing.
        static let none = Rule()

        /// Asks nothing without a rate.
        init(bytesPerSecond: Int?, grace: Duration) {
            guard let bytesPerSecond else { return }
            self.bytesPerSecond = UInt32(clamping: max(bytesPerSecond, 1))
            self.grace = UInt32(clamping: TimeAmount(grace).nanoseconds / 1_000_000)
        }
    }

    private var rule = Rule.none
    /// When the time bought so far is used up.
    private(set) var due = NIODeadline.distantFuture

    /// The body begins, or goes on after others than its sender held it up.
    mutating func begin(_ rule: Rule, _ now: NIODeadline) {
        self.rule = rule
        due = rule.bytesPerSecond == 0 ? .distantFuture : now + .milliseconds(Int64(rule.grace))
    }

    /// The pause is over, for which the sender could do nothing.
    mutating func resume(_ now: NIODeadline) { begin(rule, now) }

    mutating func end() { begin(.none, .distantFuture) }

    mutating func came(_ count: Int) {
        guard rule.bytesPerSecond > 0 else { return }
        // One read is far below the nine gigabytes at which this would overflow.
        due = due + .nanoseconds(Int64(min(count, 1 << 32)) * 1_000_000_000 / Int64(rule.bytesPerSecond))
    }
}
