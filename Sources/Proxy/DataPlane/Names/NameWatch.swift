import NIOCore
import NIOPosix
import Routing

/// Looks one name among the instances up, again and again, away from all loops; the last good answer stays in force.
final class NameWatch: AlarmOwner {
    /// The instance as the table has it.
    private let instance: Target.Instance
    private let lookup: NameLookup
    private let loop: any EventLoop
    private let alarm: Alarm
    private var interval = TimeAmount.seconds(5)
    private var isAsking = false
    private var isRetired = false
    /// In a steady order; empty while nobody has found any.
    private(set) var addresses: [Target.Instance] = []
    private let announce: (Target.Instance, [Target.Instance]) -> Void

    init(
        _ instance: Target.Instance, lookup: @escaping NameLookup, loop: any EventLoop, alarms: AlarmQueue,
        announce: @escaping (Target.Instance, [Target.Instance]) -> Void
    ) {
        self.instance = instance
        self.lookup = lookup
        self.loop = loop
        self.announce = announce
        alarm = Alarm(in: alarms)
        alarm.wakes(self)
        alarm.set(.now())
    }

    /// Another table names it, and says how often to look.
    func adopt(interval: Duration) {
        self.interval = TimeAmount(interval)
        if !isAsking { alarm.set(min(alarm.due, .now() + self.interval)) }
    }

    func retire() {
        isRetired = true
        alarm.retire()
    }

    func alarmRang(_ now: NIODeadline) {
        guard !isAsking, let name = instance.lookupName else { return }
        isAsking = true
        let found = NIOThreadPool.singleton.runIfActive(eventLoop: loop) { [lookup] in lookup(name) }
        found.assumeIsolated().whenComplete { [self] result in
            isAsking = false
            guard !isRetired else { return }
            if case .success(let texts?) = result { adopt(texts) }
            alarm.set(.now() + interval)
        }
    }

    /// Name servers turn their answers around: only another set is news.
    private func adopt(_ texts: [String]) {
        let found = Set(texts.map { instance.at($0) }).sorted { $0.description < $1.description }
        guard !found.isEmpty, found != addresses else { return }
        addresses = found
        announce(instance, found)
    }
}
