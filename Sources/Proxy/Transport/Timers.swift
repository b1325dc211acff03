import NIOCore

/// What is to run at some time. A loop has few of these: connections share one timer per worker.
struct Timers {
    struct Timer {
        let id: UInt64
        let due: NIODeadline
        let run: () -> Void
        /// Called instead of `run` when it never will.
        let drop: (EventLoopError) -> Void
    }

    /// The next one last.
    private var waiting: [Timer] = []

    var next: NIODeadline? { waiting.last?.due }

    mutating func insert(_ timer: Timer) {
        // Those due at the same time run in the order they came.
        let position = waiting.lastIndex { $0.due > timer.due }.map { $0 + 1 } ?? 0
        waiting.insert(timer, at: position)
    }

    mutating func remove(_ id: UInt64) -> Timer? {
        waiting.firstIndex { $0.id == id }.map { waiting.remove(at: $0) }
    }

    mutating func popDue(_ now: NIODeadline) -> Timer? {
        guard let timer = waiting.last, timer.due <= now else { return nil }
        return waiting.popLast()
    }

    mutating func removeAll() -> [Timer] {
        defer { waiting = [] }
        return waiting
    }
}
