import NIOCore
import Routing

/// The coordinator's side of one instance: its condition, its probes, and what is shown of it.
final class InstanceWatch: AlarmOwner {
    private let prober: Prober
    private let alarm: Alarm
    private var policy = InstancePolicy()
    private var condition = Condition(InstancePolicy())
    private var jitter: Jitter
    /// What all workers together have seen in a row.
    private var streaks = FailureStreaks(breaker: nil, outliers: nil)
    private var hasRow = false
    /// When the health path is asked again; nil where there is none.
    private var healthProbeDue: NIODeadline?
    private var isProbing = false
    private var isRetired = false
    private(set) var health: InstanceHealth
    private let announce: (Target.Instance, Availability) -> Void

    init(
        _ instance: Target.Instance, prober: Prober, jitter: Jitter, alarms: AlarmQueue,
        announce: @escaping (Target.Instance, Availability) -> Void
    ) {
        self.prober = prober
        self.jitter = jitter
        self.announce = announce
        alarm = Alarm(in: alarms)
        var clock = WallClock()
        health = InstanceHealth(instance: instance, since: clock.nanoseconds(at: .now()))
        alarm.wakes(self)
    }

    /// Another table names the instance in these targets.
    func named(by targets: [Target]) {
        health.targets = targets.map(\.name)
        policy = InstancePolicy(targets)
        healthProbeDue = policy.health == nil ? nil : healthProbeDue ?? .now()
        streaks.adopt(breaker: policy.breaker, outliers: policy.outliers)
        apply(condition.adopt(policy), cause: nil)
    }

    /// No table names it any more.
    func retire() {
        isRetired = true
        alarm.retire()
    }

    var takesRequests: Bool { condition.availability.takesRequests }

    /// Whether failures in a row begin with what a worker saw.
    func beginsRow(_ outcome: FailureStreaks.Outcome) -> Bool { outcome != .answered && !hasRow }

    /// Counts what a worker saw.
    func noted(_ outcome: FailureStreaks.Outcome) -> FailureStreaks.Trip {
        hasRow = outcome != .answered
        return streaks.note(outcome)
    }

    /// A worker saw too many failures.
    func requestsFailed() {
        apply(condition.requestsFailed(.now()), cause: "requests to it failed")
    }

    /// It is an outlier, and enough others take requests.
    func eject(_ cause: OutlierCause) {
        apply(condition.eject(.now()), cause: cause.sentence)
    }

    func alarmRang(_ now: NIODeadline) {
        apply(condition.timePassed(now), cause: nil)
        guard !isProbing, let due = probeDue, due <= now else { return }
        isProbing = true
        prober.probe(health.instance, policy.health) { [self] in probed($0) }
    }

    private func probed(_ result: ProbeResult) {
        isProbing = false
        guard !isRetired else { return }
        let now = NIODeadline.now()
        if let health = policy.health { healthProbeDue = now + jitter.spread(TimeAmount(health.interval)) }
        if let build = result.build { health.build = build }
        health.warning = result.isWell ? result.cause : nil
        apply(condition.probed(isWell: result.isWell, now), cause: result.isWell ? nil : result.cause)
    }

    /// The next probe, of the health path or because the breaker is half-open.
    private var probeDue: NIODeadline? {
        [healthProbeDue, condition.probeDue].compactMap(\.self).min()
    }

    private func apply(_ change: Condition.Change, cause: String?) {
        if case .became(let availability) = change {
            streaks.reset()
            hasRow = false
            health.state = InstanceHealth.State(availability)
            health.cause = availability.takesRequests ? nil : cause
            health.outages = condition.outages
            health.ejections = condition.ejectionCount
            var clock = WallClock()
            health.since = clock.nanoseconds(at: .now())
            announce(health.instance, availability)
        }
        guard !isProbing, !isRetired else { return }
        alarm.set([probeDue, condition.ejectionEnds].compactMap(\.self).min() ?? .distantFuture)
    }
}
