import Foundation

extension ParityRecorder {
    /// The last verdicts, oldest first.
    package func verdicts(last count: Int, route: String? = nil) -> [AdminVerdict] {
        feed.last(count, route: route)
    }

    /// The verdicts from now on, until the reader goes away or the recorder ends.
    package func liveVerdicts() -> AsyncStream<AdminVerdict> {
        let id = UUID()
        return feed.watch(id) { [weak self] in
            Task { await self?.unwatch(id) }
        }
    }

    private func unwatch(_ id: UUID) {
        feed.unwatch(id)
    }
}
