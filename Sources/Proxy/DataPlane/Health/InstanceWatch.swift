import NIOCore
import Routing

/// The coordinator's side of one instance: its breaker, its probes, and what is shown of it.
final class InstanceWatch: AlarmOwner {
    private let prober: Prober
    private let alarm: Alarm
    private var breaker: Breaker
    private var healthPath: String?
    private var isProbing = false
    private var isRetired = false
    private(set) var health: InstanceHealth
    private let announce: (Target.Instance, Availability) -> Void

    init(
        _ instance: Target.Instance, prober: Prober, settings: BreakerSettings, alarms: AlarmQueue,
        announce: @escaping (Target.Instance, Availability) -> Void
    ) {
        self.prober = prober
        self.announce = announce
        breaker = Breaker(settings)
        alarm = Alarm(in: alarms)
        var clock = WallClock()
        health = InstanceHealth(
            instance: instance, targets: [], state: .healthy, cause: nil, since: clock.nanoseconds(at: .now()),
            outages: 0)
        alarm.wakes(self)
    }

    /// Another table names the instance in these targets.
    func named(by targets: [Target]) {
        health.targets = targets.map(\.name)
        healthPath = targets.compactMap(\.healthPath).first
        schedule()
    }

    /// No table names it any more.
    func retire() {
        isRetired = true
        alarm.retire()
    }

    /// A worker saw too many failures.
    func requestsFailed() {
        apply(breaker.requestsFailed(.now()), cause: "requests to it failed")
    }

    func alarmRang(_ now: NIODeadline) {
        guard !isProbing else { return }
        isProbing = true
        prober.probe(health.instance, path: healthPath) { [self] cause in
            isProbing = false
            guard !isRetired else { return }
            let now = NIODeadline.now()
            if let cause {
                apply(breaker.probeFailed(now), cause: cause)
            } else {
                apply(breaker.probeSucceeded(now), cause: nil)
            }
        }
    }

    private func apply(_ change: Breaker.Change, cause: String?) {
        if case .became(let availability) = change {
            health.state =
                switch availability {
                case .available: .healthy
                case .trial: .trial
                case .unhealthy: .unhealthy
                case .open: .open
                }
            health.cause = cause
            health.outages = breaker.outages
            var clock = WallClock()
            health.since = clock.nanoseconds(at: .now())
            announce(health.instance, availability)
        } else if cause == nil, health.state == .trial {
            health.state = .healthy
        }
        schedule()
    }

    private func schedule() {
        guard !isProbing, !isRetired else { return }
        alarm.set(breaker.nextProbe(.now(), isWatched: healthPath != nil) ?? .distantFuture)
    }
}
