import NIOCore
import Routing

/// The circuit breaker of one instance, for the whole process: failed requests open it, one probe at a time closes it.
///
///     closed --requests fail--> open --time is up--> half-open --probe ok--> closed
///                                ^                       |
///                                +------probe fails------+    for twice as long
struct Breaker {
    private var backoff: Backoff
    /// When it may be probed; nil while it is closed.
    private(set) var openUntil: NIODeadline?

    init(_ policy: BreakerPolicy) {
        backoff = Backoff(first: TimeAmount(policy.open), longest: TimeAmount(policy.longestOpen))
    }

    var isOpen: Bool { openUntil != nil }

    /// Opens; says whether it was closed.
    mutating func open(_ now: NIODeadline) -> Bool {
        guard !isOpen else { return false }
        openUntil = backoff.begin(now)
        return true
    }

    /// A probe has ended; one that came before its time says nothing.
    mutating func probed(isWell: Bool, _ now: NIODeadline) {
        guard let openUntil, now >= openUntil else { return }
        if isWell {
            self.openUntil = nil
            backoff.end(now)
        } else {
            self.openUntil = backoff.prolong(now)
        }
    }
}
