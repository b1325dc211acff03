import NIOCore

/// How long an instance stays out: longer each time that it fails soon after it came back.
struct Backoff {
    private let first: TimeAmount
    private let longest: TimeAmount
    private var period: TimeAmount
    /// When it came back; nil before the first time.
    private var endedAt: NIODeadline?

    init(first: TimeAmount, longest: TimeAmount) {
        self.first = first
        self.longest = longest
        period = first
    }

    /// The end of an outage that begins now.
    mutating func begin(_ now: NIODeadline) -> NIODeadline {
        let isRelapse = endedAt.map { now < $0 + period + period } ?? false
        period = isRelapse ? min(period + period, longest) : first
        return now + period
    }

    /// The end of an outage that goes on.
    mutating func prolong(_ now: NIODeadline) -> NIODeadline {
        period = min(period + period, longest)
        return now + period
    }

    mutating func end(_ now: NIODeadline) { endedAt = now }
}
