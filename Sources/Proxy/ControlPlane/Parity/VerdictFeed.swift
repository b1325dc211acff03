import Foundation

/// The last verdicts, and whoever watches them come in.
struct VerdictFeed {
    /// So many are kept.
    static let limit = 2000

    /// A watcher that is so many behind loses the oldest of them.
    private static let watcherLimit = 1000

    private var ring: [AdminVerdict] = []
    private var oldest = 0
    private var watchers: [UUID: AsyncStream<AdminVerdict>.Continuation] = [:]

    mutating func append(_ verdict: AdminVerdict) {
        if ring.count < Self.limit {
            ring.append(verdict)
        } else {
            ring[oldest] = verdict
            oldest = (oldest + 1) % Self.limit
        }
        for watcher in watchers.values { watcher.yield(verdict) }
    }

    /// The last verdicts, oldest first.
    func last(_ count: Int, route: String? = nil) -> [AdminVerdict] {
        let ordered = ring[oldest...] + ring[..<oldest]
        let chosen = route.map { route in ordered.filter { $0.route == route } } ?? Array(ordered)
        return chosen.suffix(max(0, count))
    }

    /// A stream of the verdicts from now on; `onEnd` is called when its reader is gone.
    mutating func watch(_ id: UUID, onEnd: @escaping @Sendable () -> Void) -> AsyncStream<AdminVerdict> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: AdminVerdict.self, bufferingPolicy: .bufferingNewest(Self.watcherLimit))
        continuation.onTermination = { _ in onEnd() }
        watchers[id] = continuation
        return stream
    }

    mutating func unwatch(_ id: UUID) {
        watchers.removeValue(forKey: id)?.finish()
    }

    mutating func finish() {
        for watcher in watchers.values { watcher.finish() }
        watchers = [:]
    }

}
