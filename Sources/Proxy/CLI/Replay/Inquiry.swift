import ControlPlane
import Foundation
import Parity

/// Asks two targets the same, and the first one again where they differ, as the running proxy does; then judges.
struct Inquiry: Sendable {
    let client: TargetClient
    let monolith: @Sendable (RecordedRequest) -> String
    let service: @Sendable (RecordedRequest) -> String
    /// How often the monolith is asked again about a difference.
    let asks: Int
    var settings: PairJudge.Settings

    /// Between two questions: what moves slowly has to have time to.
    private static let pauses: [Duration] = [.zero, .milliseconds(50), .milliseconds(250)]

    enum Outcome: Sendable {
        case judged(JudgedPair)
        /// One side did not answer.
        case silent(side: Parity.Comparator.Side, TargetClient.Silence)
    }

    /// - Parameter judge: under whose rules; what it learns of ids comes back in it.
    func conduct(_ exchange: RecordedExchange, _ request: RecordedRequest, _ judge: inout PairJudge) async -> Outcome {
        let (left, right) = await both(request)
        let monolith: Observation
        let service: Observation
        switch (left, right) {
        case (.failure(let silence), _): return .silent(side: .monolith, silence)
        case (_, .failure(let silence)): return .silent(side: .service, silence)
        case (.success(let one), .success(let other)): (monolith, service) = (one, other)
        }
        var pair = RecordedExchange(id: exchange.id, time: settings.now, route: exchange.route, request: request)
        let naive = judge
        var judged = judge.judge(pair, monolith: monolith, service: service, settings)
        guard request.isSafe else { return .judged(judged) }
        while judged.isMismatch, pair.monolithAgain.count < asks {
            try? await Task.sleep(for: Self.pauses[min(pair.monolithAgain.count, Self.pauses.count - 1)])
            guard let answer = try? await client.answer(self.monolith(request), to: request) else { break }
            pair.monolithAgain.append(answer)
            judge = naive
            judged = judge.judge(pair, monolith: monolith, service: service, settings)
        }
        // The service's second answer only tells steady from flapping.
        if judged.isMismatch, asks > 0, let answer = try? await client.answer(self.service(request), to: request) {
            pair.serviceAgain = [answer]
            judge = naive
            judged = judge.judge(pair, monolith: monolith, service: service, settings)
        }
        return .judged(judged)
    }

    private func both(
        _ request: RecordedRequest
    ) async -> (Result<Observation, TargetClient.Silence>, Result<Observation, TargetClient.Silence>) {
        async let left = result(monolith(request), request)
        async let right = result(service(request), request)
        return await (left, right)
    }

    private func result(
        _ url: String, _ request: RecordedRequest
    ) async -> Result<Observation, TargetClient.Silence> {
        do {
            return .success(try await client.answer(url, to: request))
        } catch {
            return .failure(error)
        }
    }
}
