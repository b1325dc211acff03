import NIOCore

/// Somebody whom an alarm wakes.
protocol AlarmOwner: AnyObject {
    func alarmRang(_ now: NIODeadline)
}

/// A deadline that moves often and rings seldom: setting it later costs a store, never a timer.
final class Alarm {
    /// When it rings; `distantFuture` is never.
    fileprivate(set) var due = NIODeadline.distantFuture
    /// The earliest entry of the queue that stands for it.
    fileprivate var queued = NIODeadline.distantFuture
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
        if due < queued { queue.enqueue(self, at: due) }
    }

    func clear() {
        due = .distantFuture
    }

    /// Never rings again and lets its owner go.
    func retire() {
        due = .distantFuture
        owner = nil
    }
}

/// The alarms of one worker behind one timer of its loop.
///
/// An alarm that moved to a later time keeps its old entry, and is looked at again when that one comes up; so a
/// kept-alive connection costs an entry every few seconds, however many requests it carries.
final class AlarmQueue: NIOScheduledCallbackHandler {
    private struct Entry {
        let time: NIODeadline
        let alarm: Alarm
    }

    private let loop: NIOIsolatedEventLoop
    /// A binary heap, the earliest entry first.
    private var heap: [Entry] = []
    private var timer: NIOScheduledCallback?
    private var wakesAt = NIODeadline.distantFuture

    init(on loop: any EventLoop) {
        self.loop = loop.assumeIsolated()
    }

    fileprivate func enqueue(_ alarm: Alarm, at time: NIODeadline) {
        alarm.queued = time
        push(Entry(time: time, alarm: alarm))
        if time < wakesAt { wake(at: time) }
    }

    func handleScheduledCallback(eventLoop: some EventLoop) {
        timer = nil
        wakesAt = .distantFuture
        let now = NIODeadline.now()
        while let first = heap.first, first.time <= now {
            let alarm = pop().alarm
            // Superseded by an earlier entry, which has taken over.
            guard alarm.queued == first.time else { continue }
            alarm.queued = .distantFuture
            if alarm.due > now {
                if alarm.due != .distantFuture { enqueue(alarm, at: alarm.due) }
            } else if let owner = alarm.owner {
                alarm.due = .distantFuture
                owner.alarmRang(now)
            }
        }
        if let first = heap.first, first.time < wakesAt { wake(at: first.time) }
    }

    /// Forgets all alarms; for the end of the worker.
    func stop() {
        if let timer { loop.cancelScheduledCallback(timer) }
        timer = nil
        heap = []
    }

    private func wake(at time: NIODeadline) {
        if let timer { loop.cancelScheduledCallback(timer) }
        // The loop refuses timers only when it is shutting down.
        timer = try? loop.scheduleCallback(at: time, handler: self)
        wakesAt = time
    }

    private func push(_ entry: Entry) {
        heap.append(entry)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].time < heap[parent].time else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    /// Takes the earliest entry; the heap is not empty.
    private func pop() -> Entry {
        heap.swapAt(0, heap.count - 1)
        let entry = heap.removeLast()
        var parent = 0
        while true {
            let left = 2 * parent + 1
            guard left < heap.count else { return entry }
            let right = left + 1
            let child = right < heap.count && heap[right].time < heap[left].time ? right : left
            guard heap[child].time < heap[parent].time else { return entry }
            heap.swapAt(child, parent)
            parent = child
        }
    }
}
