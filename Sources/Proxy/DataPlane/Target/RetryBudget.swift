import Routing

/// Whether a failed request of one target may be sent again: retries are bounded by what is under way, so that they
/// cannot multiply the load of a target that is failing because of its load.
struct RetryBudget {
    let policy: RetryPolicy
    /// Requests that are being sent again.
    private(set) var underWay = 0

    init(_ policy: RetryPolicy) { self.policy = policy }

    /// - Parameters:
    ///   - attempts: that the request has had on this target.
    ///   - isRetried: the request holds a place in the budget already.
    ///   - load: requests under way at the target, retries included.
    func permits(attempts: Int, isRetried: Bool, load: Int) -> Bool {
        guard attempts < policy.attempts else { return false }
        if isRetried || underWay < policy.minimum { return true }
        return (underWay + 1) * 1_000_000 <= load * Int(policy.budget.partsPerMillion)
    }

    mutating func begin() { underWay += 1 }
    mutating func end() { underWay -= 1 }
}
