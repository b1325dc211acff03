/// So many questions a second, and as many at once: a token bucket.
struct RateBudget: Sendable {
    private var rate: Double
    private var tokens: Double
    private var filledAt: Double

    /// - Parameter time: seconds, of any clock that goes on.
    init(rate: Int, time: Double) {
        self.rate = Double(rate)
        tokens = Double(rate)
        filledAt = time
    }

    /// Takes so many tokens if they are there.
    mutating func take(_ count: Double = 1, at time: Double) -> Bool {
        fill(time)
        guard tokens >= count else { return false }
        tokens -= count
        return true
    }

    /// How long until a token is there; nil when none ever will be.
    mutating func wait(at time: Double) -> Double? {
        fill(time)
        guard rate > 0 else { return nil }
        return max(0, (1 - tokens) / rate)
    }

    /// Another table says another rate.
    mutating func change(rate: Int) {
        guard Double(rate) != self.rate else { return }
        self.rate = Double(rate)
        tokens = min(tokens, self.rate)
    }

    private mutating func fill(_ time: Double) {
        tokens = min(max(rate, 1), tokens + max(0, time - filledAt) * rate)
        filledAt = max(filledAt, time)
    }
}
