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
    /// Between two lookups, where nobody says how long an answer holds or nobody answers.
    private var interval = TimeAmount.seconds(5)
    private var servers: [NameServer] = []
    private var isAsking = false
    private var isRetired = false
    /// In a steady order; empty while nobody has found any.
    private(set) var addresses: [Target.Instance] = []
    /// Told of other addresses, and of each lookup in vain while there are none.
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

    /// An answer that holds for less is asked for as often as this; one that holds for longer at least as often as that.
    private static let shortest = TimeAmount.seconds(1)
    private static let longest = TimeAmount.minutes(5)

    /// Another table names it, and says how often to look, and where.
    func adopt(interval: Duration, servers: [NameServer]) {
        let isElsewhere = servers != self.servers
        self.interval = TimeAmount(interval)
        self.servers = servers
        if !isAsking { alarm.set(isElsewhere ? .now() : min(alarm.due, .now() + self.interval)) }
    }

    func retire() {
        isRetired = true
        alarm.retire()
    }

    func alarmRang(_ now: NIODeadline) {
        guard !isAsking, let name = instance.lookupName else { return }
        isAsking = true
        let found = NIOThreadPool.singleton.runIfActive(eventLoop: loop) { [lookup, servers] in
            lookup(name, servers)
        }
        found.assumeIsolated().whenComplete { [self] result in
            isAsking = false
            guard !isRetired else { return }
            guard case .success(let answer?) = result, !answer.addresses.isEmpty else {
                if addresses.isEmpty { announce(instance, []) }
                alarm.set(.now() + (addresses.isEmpty ? min(interval, Self.shortest) : interval))
                return
            }
            adopt(answer.addresses)
            alarm.set(.now() + (answer.timeToLive.map(Self.period) ?? interval))
        }
    }

    /// How long an answer is believed.
    static func period(_ timeToLive: Duration) -> TimeAmount {
        min(max(TimeAmount(timeToLive), shortest), longest)
    }

    /// Name servers turn their answers around: only another set is news.
    private func adopt(_ texts: [String]) {
        let found = Set(texts.map { instance.at($0) }).sorted { $0.description < $1.description }
        guard found != addresses else { return }
        addresses = found
        announce(instance, found)
    }
}
