import DataPlane
import Foundation
import Parity
import Routing
import Store

extension ParityRecorder {
    /// Keeps an exchange that was judged, where it is worth keeping, and gives it to those who record.
    func keep(_ exchange: ComparedExchange, _ judgement: Judgement, _ answers: FurtherAnswers, rules: ComparisonRules) {
        func line() -> [UInt8] {
            RecordingWriter.line(
                RecordedExchange(
                    exchange, verdict: judgement.verdict.name, monolithAgain: answers.monolith,
                    serviceAgain: answers.service, rules: rules))
        }
        let route = exchange.route.id
        tap.offer(route, line: line)
        let time = exchange.time.timeIntervalSince1970
        guard
            let slot = shelves[route, default: SampleShelf()].slot(
                for: judgement, serviceBuild: exchange.service.build, time: time)
        else { return }
        guard exchange.monolith.body.count + exchange.service.body.count < SampleShelf.lineLimit else { return }
        let kept = line()
        guard kept.count <= SampleShelf.lineLimit else { return }
        unwrittenSamples[SampleKey(route: route, slot: slot)] = StoredSample(
            route: route, slot: slot, time: exchange.time, group: shelves[route]?.group(in: slot),
            build: exchange.service.build, line: kept)
    }

    /// Lines of a recording from now on, without its heading; nil when too many record already.
    func recording(_ wish: RecordingWish) -> AsyncStream<[UInt8]>? {
        guard !tap.isFull else { return nil }
        let id = UUID()
        defer { publishWishes?(tap.wishes) }
        return tap.open(id, wish) { [weak self] in
            Task { await self?.endRecording(id) }
        }
    }

    private func endRecording(_ id: UUID) {
        tap.close(id)
        publishWishes?(tap.wishes)
    }

    /// Gives what one target alone answered to those who record.
    func record(_ exchange: WitnessedExchange) {
        let route = exchange.table.routes[Int(exchange.route.value)]
        tap.offer(route.id, random: exchange.random) { RecordingWriter.line(RecordedExchange(exchange)) }
    }

    /// The lines that are kept of a route, oldest first.
    func samples(of route: String) async throws -> [[UInt8]] {
        try await flush()
        return try await store.samples(route: route).map(\.line)
    }
}

/// What both sides answered when they were asked again.
struct FurtherAnswers: Sendable {
    var monolith: [Observation] = []
    var service: [Observation] = []
}

/// Where a sample is kept.
struct SampleKey: Hashable {
    var route: String
    var slot: Int
}
