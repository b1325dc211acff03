import NIOCore
import NIOEmbedded
import TestSupport
import Testing

@testable import DataPlane

struct AlarmTests {
    private final class Sleeper: AlarmOwner {
        var rang: [NIODeadline] = []
        func alarmRang(_ now: NIODeadline) { rang.append(now) }
    }

    @Test func `An alarm rings once, at the last time it was set to`() {
        let queue = AlarmQueue(on: EmbeddedEventLoop())
        let sleeper = Sleeper()
        let alarm = Alarm(in: queue)
        alarm.wakes(sleeper)
        let start = Moment(0)
        alarm.set(start.after(5))
        alarm.set(start.after(9))
        queue.ring(start.after(6))
        #expect(sleeper.rang.isEmpty)
        alarm.set(start.after(7))
        queue.ring(start.after(8))
        queue.ring(start.after(10))
        #expect(sleeper.rang == [start.after(8)])
        #expect(queue.count == 0)
    }

    @Test func `A retired alarm leaves the queue and its owner`() {
        let queue = AlarmQueue(on: EmbeddedEventLoop())
        weak var gone: Sleeper?
        do {
            let sleeper = Sleeper()
            gone = sleeper
            let alarm = Alarm(in: queue)
            alarm.wakes(sleeper)
            alarm.set(Moment(1).time)
            alarm.retire()
        }
        #expect(gone == nil)
        #expect(queue.count == 0)
    }

    @Test(arguments: 0..<10)
    func `Alarms ring in time whatever was set before`(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let queue = AlarmQueue(on: EmbeddedEventLoop())
        let sleepers = (0..<50).map { _ in Sleeper() }
        let alarms = sleepers.map { sleeper in
            let alarm = Alarm(in: queue)
            alarm.wakes(sleeper)
            return alarm
        }
        var due = [NIODeadline](repeating: .distantFuture, count: 50)
        for step in 0..<500 {
            let now = Moment(Double(step)).time
            let index = Int.random(in: 0..<50, using: &generator)
            due[index] = Moment(Double(step) + .random(in: 0...60, using: &generator)).time
            alarms[index].set(due[index])
            queue.ring(now)
            for index in sleepers.indices {
                let shouldRing = due[index] <= now
                #expect(sleepers[index].rang.isEmpty == !shouldRing)
                if shouldRing { due[index] = .distantFuture }
                sleepers[index].rang = []
            }
        }
        for alarm in alarms { alarm.retire() }
        #expect(queue.count == 0)
    }
}
