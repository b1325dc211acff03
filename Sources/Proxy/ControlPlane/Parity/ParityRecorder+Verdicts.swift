package import DataPlane
import Foundation
import Parity
import Routing

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

    /// Takes note of an exchange that came to no comparison: shows a failed shadow leg among the verdicts, and keeps an
    /// example of what was not copied. Counting is ``count(_:table:)``'s, which loses none.
    package func note(_ exchange: ExchangeRecord) {
        guard let index = exchange.route else { return }
        let route = exchange.table.routes[Int(index.value)]
        let time = Date(timeIntervalSince1970: Double(exchange.timings.startedAt) / 1_000_000_000)
        switch exchange.shadow {
        case .failed(let kind):
            append(
                AdminVerdict(
                    time: time, requestID: String(decoding: exchange.text.requestID, as: UTF8.self), route: route.id,
                    verdict: Verdict.mismatch.name, reason: "failed(\(kind.rawValue))",
                    recall: record(of: route)?.recall.share))
        case .skipped(let reason) where reason.isCausedByContent:
            let request = Array(exchange.text.method) + [UInt8(ascii: " ")] + Array(exchange.text.path)
            note(reason, example: String(decoding: request, as: UTF8.self), of: route)
        case .skipped, .compared, nil: break
        }
    }

    private func unwatch(_ id: UUID) {
        feed.unwatch(id)
    }
}
