import NIOCore

/// Somebody whom an alarm wakes.
protocol AlarmOwner: AnyObject {
    func alarmRang(_ now: NIODeadline)
}

/// A deadline that moves often and rings seldom: setting it later costs a store, never a timer.
final class Alarm {
    /// When it rings; `distantFuture` is never.
    fileprivate(set) var due = NIODeadline.distantFuture
    /// When the queue looks at it: never after `due`.
    fileprivate var lookedAt = NIODeadline.distantFuture
    /// Where it stands in the queue; -1 outside.
    fileprivate var position = -1
    fileprivate var owner: (any AlarmOwner)?
    private unowned let queue: AlarmQueue

    init(in queue: AlarmQueue) {
        self.queue = queue
    }

    /// Names who is woken; the owner must call `retire` in the end, because both now hold each other.
    func wakes(_ owner: any AlarmOwner) {
        self.owner = owner
    }

    /// Rings at `due`, and not before.
    func set(_ due: NIODeadline) {
        self.due = due
        if due < lookedAt { queue.move(self, to: due) }
    }

    func clear() {
        due = .distantFuture
    }

    /// Never rings again and lets its owner go.
    func retire() {
        due = .distantFuture
        owner = nil
        if position >= 0 { queue.remove(self) }
    }
}

/// The alarms of one worker behind one timer of its loop.
///
/// A binary heap in which each alarm stands once and knows where. One that moved to a later time stays where it is and
/// is put back when its old time comes; so a kept-alive connection costs the heap an operation every few seconds,
/// however many requests it carries.
final class AlarmQueue: NIOScheduledCallbackHandler {
    private let loop: NIOIsolatedEventLoop
    /// The one to be looked at first in front.
    private var heap: [Alarm] = []
    private var timer: NIOScheduledCallback?
    private var wakesAt = NIODeadline.distantFuture

    init(on loop: any EventLoop) {
        self.loop = loop.assumeIsolated()
    }

    /// How many alarms are set.
    var count: Int { heap.count }

    func handleScheduledCallback(eventLoop: some EventLoop) {
        timer = nil
        wakesAt = .distantFuture
        ring(.now())
        if let first = heap.first, first.lookedAt < wakesAt { wake(at: first.lookedAt) }
    }

    /// Wakes the owners of all alarms that are due.
    func ring(_ now: NIODeadline) {
        while let alarm = heap.first, alarm.lookedAt <= now {
            remove(alarm)
            if alarm.due > now {
                if alarm.due != .distantFuture { move(alarm, to: alarm.due) }
            } else {
                alarm.due = .distantFuture
                alarm.owner?.alarmRang(now)
            }
        }
    }

    /// Forgets all alarms; for the end of the worker.
    func stop() {
        if let timer { loop.cancelScheduledCallback(timer) }
        timer = nil
        for alarm in heap { alarm.position = -1 }
        heap = []
    }

    /// Puts an alarm to an earlier place, or into the queue.
    fileprivate func move(_ alarm: Alarm, to time: NIODeadline) {
        alarm.lookedAt = time
        if alarm.position < 0 {
            alarm.position = heap.count
            heap.append(alarm)
        }
        rise(from: alarm.position)
        if time < wakesAt { wake(at: time) }
    }

    fileprivate func remove(_ alarm: Alarm) {
        let position = alarm.position
        guard heap.indices.contains(position) else { return }
        swap(position, heap.count - 1)
        heap.removeLast()
        alarm.position = -1
        alarm.lookedAt = .distantFuture
        guard position < heap.count else { return }
        sink(from: position)
        rise(from: position)
    }

    private func wake(at time: NIODeadline) {
        if let timer { loop.cancelScheduledCallback(timer) }
        // The loop refuses timers only when it is shutting down.
        timer = try? loop.scheduleCallback(at: time, handler: self)
        wakesAt = time
    }

    private func rise(from start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].lookedAt < heap[parent].lookedAt else { return }
            swap(child, parent)
            child = parent
        }
    }

    private func sink(from start: Int) {
        var parent = start
        while true {
            let left = 2 * parent + 1
            guard left < heap.count else { return }
            let right = left + 1
            let child = right < heap.count && heap[right].lookedAt < heap[left].lookedAt ? right : left
            guard heap[child].lookedAt < heap[parent].lookedAt else { return }
            swap(child, parent)
            parent = child
        }
    }

    private func swap(_ a: Int, _ b: Int) {
        heap.swapAt(a, b)
        heap[a].position = a
        heap[b].position = b
    }
}
