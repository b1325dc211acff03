import NIOCore

/// Whether one instance takes requests, as the process decides it: failed requests open it, failed probes make it
/// unhealthy, and one probe at a time finds out when it is back.
///
///     closed --requests fail--> open --time is up--> half-open --probe ok--> closed, on trial
///       |  ^                     ^                       |
///       |  +--probe ok--+        +------probe fails------+    for twice as long
///       +--probes fail--> unhealthy
struct Breaker {
    private enum State {
        /// Takes requests; `failedProbes` in a row so far.
        case closed(failedProbes: Int)
        /// Takes none until a probe succeeds after `until`.
        case open(until: NIODeadline)
        /// Takes none until a probe succeeds.
        case unhealthy
    }

    private var state = State.closed(failedProbes: 0)
    private let settings: BreakerSettings
    private var period: TimeAmount
    private var closedAt = NIODeadline.uptimeNanoseconds(0)
    /// How often it was taken out.
    private(set) var outages: UInt64 = 0

    init(_ settings: BreakerSettings) {
        self.settings = settings
        period = settings.openFor
    }

    /// What the workers have to be told.
    enum Change: Equatable {
        case none
        case became(Availability)
    }

    /// A worker saw too many failures.
    mutating func requestsFailed(_ now: NIODeadline) -> Change {
        guard case .closed = state else { return .none }
        // Soon after it came back means that the probe was too good a sign: wait longer this time.
        let isRelapse = outages > 0 && now < closedAt + period + period
        period = isRelapse ? min(period + period, settings.longestOpen) : settings.openFor
        outages += 1
        state = .open(until: now + period)
        return .became(.open)
    }

    /// When the next probe is due; nil when this instance needs none.
    ///
    /// - Parameter isWatched: the target names a health path, so that the instance is probed while it is well, too.
    func nextProbe(_ now: NIODeadline, isWatched: Bool) -> NIODeadline? {
        switch state {
        case .closed: isWatched ? now + settings.probeInterval : nil
        case .open(let until): max(until, now)
        case .unhealthy: now + settings.probeInterval
        }
    }

    mutating func probeSucceeded(_ now: NIODeadline) -> Change {
        switch state {
        case .closed:
            state = .closed(failedProbes: 0)
            return .none
        case .open(let until) where now < until: return .none
        case .open, .unhealthy:
            state = .closed(failedProbes: 0)
            closedAt = now
            return .became(.trial)
        }
    }

    mutating func probeFailed(_ now: NIODeadline) -> Change {
        switch state {
        case .closed(let failedProbes) where failedProbes + 1 < settings.probeThreshold:
            state = .closed(failedProbes: failedProbes + 1)
            return .none
        case .closed:
            outages += 1
            state = .unhealthy
            return .became(.unhealthy)
        case .open(let until):
            guard now >= until else { return .none }
            period = min(period + period, settings.longestOpen)
            state = .open(until: now + period)
            return .none
        case .unhealthy: return .none
        }
    }
}
