import NIOCore

/// Has the instances of one target compared with one another, again and again.
final class OutlierJudge: AlarmOwner {
    private let alarm: Alarm
    private let interval: TimeAmount
    private let compare: () -> Void

    init(every interval: TimeAmount, alarms: AlarmQueue, compare: @escaping () -> Void) {
        self.interval = interval
        self.compare = compare
        alarm = Alarm(in: alarms)
        alarm.wakes(self)
        alarm.set(.now() + interval)
    }

    func retire() { alarm.retire() }

    func alarmRang(_ now: NIODeadline) {
        compare()
        alarm.set(now + interval)
    }
}
