import ControlPlane
import Foundation
import Parity
import Routing

/// Sends the requests of a recording, so many at a time, and judges the answers.
struct ReplayRun: Sendable {
    let inquiry: Inquiry
    let desk: ReplayDesk
    /// Put in the place of those that a request has.
    let fields: [HeaderField]
    let sendsWrites: Bool
    /// Empty: all.
    let routes: Set<String>
    let concurrency: Int
    let rate: Double?

    /// The results, in the order of the file.
    func play(_ exchanges: [RecordedExchange]) async -> [ReplayResult] {
        var results = [ReplayResult?](repeating: nil, count: exchanges.count)
        let start = ContinuousClock.now
        await withTaskGroup(of: (Int, ReplayResult?).self) { group in
            var underWay = 0
            /// A write goes alone: those before it may not see what it does, and those after it may name what it makes.
            var writes = false
            for (index, exchange) in exchanges.enumerated() {
                let isWrite = sendsWrites && exchange.request?.isSafe == false
                while underWay > 0, writes || isWrite || underWay >= concurrency,
                    let (done, result) = await group.next()
                {
                    results[done] = result
                    underWay -= 1
                }
                (writes, underWay) = (isWrite, underWay + 1)
                group.addTask {
                    if let rate { try? await Task.sleep(until: start + .seconds(Double(index) / rate)) }
                    return (index, await play(exchange))
                }
            }
            for await (done, result) in group { results[done] = result }
        }
        return results.compactMap(\.self)
    }

    /// nil for requests of routes that were not asked for.
    private func play(_ exchange: RecordedExchange) async -> ReplayResult? {
        var result = ReplayResult(exchange)
        guard var request = exchange.request else {
            result.outcome = .skipped("no request")
            return result
        }
        let judge: PairJudge
        do {
            judge = try await desk.judge(for: exchange)
        } catch {
            result.outcome = .skipped("no route")
            result.detail = "\(error)"
            return result
        }
        if await desk.hasTable { result.route = judge.route.id }
        guard routes.isEmpty || routes.contains(result.route ?? "") else { return nil }
        guard sendsWrites || request.isSafe else {
            result.outcome = .skipped("not safe")
            return result
        }
        let names = Set(fields.map(\.name))
        request.headers.removeAll { names.contains($0.name) || StoredForm.isRedacted($0.value) }
        request.headers += fields
        guard !StoredForm.isRedacted(Array(request.target.utf8)), !StoredForm.isRedacted(request.body) else {
            result.outcome = .skipped("redacted")
            return result
        }
        let start = ContinuousClock.now
        guard let requests = await desk.requests(for: request, judge) else {
            result.outcome = .skipped("unmapped id")
            result.detail = "what the service calls it is not known"
            return result
        }
        result.note(requests, instead: request)
        switch await inquiry.conduct(exchange, requests, judge) {
        case .judged(_, let answers):
            do {
                result.outcome = .judged(try await desk.conclude(exchange, answers, inquiry.settings))
            } catch {
                result.outcome = .skipped("no route")
                result.detail = "\(error)"
            }
        case .silent(let side, let silence):
            result.outcome = .silent(isMonolith: side == .monolith, isUnreachable: silence.isUnreachable)
            result.detail = silence.description
        }
        result.seconds = start.duration(to: .now) / .seconds(1)
        return result
    }
}

/// The rules and what was learned of ids, for requests that are under way at one time.
actor ReplayDesk {
    private var book: RuleBook

    init(_ book: RuleBook) { self.book = book }

    var hasTable: Bool { book.hasTable }

    func judge(for exchange: RecordedExchange) throws(RecordingError) -> PairJudge { try book.judge(for: exchange) }

    /// What each side is to be asked, with its own ids; nil when one of them is not known.
    func requests(
        for request: RecordedRequest, _ judge: PairJudge
    ) -> (monolith: RecordedRequest, service: RecordedRequest)? {
        judge.requests(for: request, renaming: book.renaming)
    }

    /// Judges answers by all that is known by now, and learns from them.
    func conclude(
        _ exchange: RecordedExchange, _ answers: Inquiry.Answers, _ settings: PairJudge.Settings
    ) throws(RecordingError) -> JudgedPair {
        var judge = try book.judge(for: exchange)
        let judged = judge.judge(answers.pair, monolith: answers.monolith, service: answers.service, settings)
        book.keep(judge, for: exchange)
        book.learnRenaming(judge, exchange, today: answers.monolith, time: settings.now)
        return judged
    }
}
