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
        case judged(JudgedPair, Answers)
        /// One side did not answer.
        case silent(side: Parity.Comparator.Side, TargetClient.Silence)
    }

    /// What both sides have answered, for judging it once more.
    struct Answers: Sendable {
        var pair: RecordedExchange
        var monolith: Observation
        var service: Observation
    }

    /// - Parameters:
    ///   - requests: what each side is to be asked.
    ///   - judge: under whose rules, and with what it knows of ids; nothing is learned here.
    func conduct(
        _ exchange: RecordedExchange, _ requests: (monolith: RecordedRequest, service: RecordedRequest),
        _ judge: PairJudge
    ) async -> Outcome {
        let (left, right) = await both(requests)
        let request = requests.monolith
        let monolith: Observation
        let service: Observation
        switch (left, right) {
        case (.failure(let silence), _): return .silent(side: .monolith, silence)
        case (_, .failure(let silence)): return .silent(side: .service, silence)
        case (.success(let one), .success(let other)): (monolith, service) = (one, other)
        }
        var pair = RecordedExchange(id: exchange.id, time: settings.now, route: exchange.route, request: request)
        func judgement(_ pair: RecordedExchange) -> JudgedPair {
            var judge = judge
            return judge.judge(pair, monolith: monolith, service: service, settings)
        }
        var judged = judgement(pair)
        let answers = Answers(pair: pair, monolith: monolith, service: service)
        guard request.isSafe else { return .judged(judged, answers) }
        while judged.isMismatch, pair.monolithAgain.count < asks {
            try? await Task.sleep(for: Self.pauses[min(pair.monolithAgain.count, Self.pauses.count - 1)])
            guard let answer = try? await client.answer(self.monolith(request), to: request) else { break }
            pair.monolithAgain.append(answer)
            judged = judgement(pair)
        }
        // The service's second answer only tells steady from flapping.
        if judged.isMismatch, asks > 0,
            let answer = try? await client.answer(self.service(requests.service), to: requests.service)
        {
            pair.serviceAgain = [answer]
            judged = judgement(pair)
        }
        return .judged(judged, Answers(pair: pair, monolith: monolith, service: service))
    }

    private func both(
        _ requests: (monolith: RecordedRequest, service: RecordedRequest)
    ) async -> (Result<Observation, TargetClient.Silence>, Result<Observation, TargetClient.Silence>) {
        async let left = result(monolith(requests.monolith), requests.monolith)
        async let right = result(service(requests.service), requests.service)
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
