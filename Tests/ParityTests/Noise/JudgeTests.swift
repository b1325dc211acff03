import Parity
import TestSupport
import Testing

/// What a few thousand labelled exchanges with volatile leaves are called. The shares are ratchets: down only.
@Suite(.timeLimit(.minutes(patient(5))))
struct JudgeTests {
    private static let perKind = 80
    private let rules = ComparisonRules(headers: ["etag"])

    private func verdict(_ exchange: VolatilePairs.Exchange) -> Verdict {
        Judge.judge(
            monolith: exchange.monolith, service: exchange.service, monolithAgain: exchange.again, rules: rules
        ).verdict
    }

    @Test func `At most one correct answer in a thousand with a leaf that moves is called a mismatch`() {
        var pairs = VolatilePairs(seed: 11)
        var alarms: [String] = []
        var total = 0
        for kind in VolatilePairs.Kind.allCases {
            for _ in 0..<Self.perKind {
                let exchange = pairs.exchange(kind, .none)
                total += 1
                if verdict(exchange) == .mismatch { alarms.append(text(kind, exchange)) }
            }
        }
        #expect(
            Double(alarms.count) / Double(total) <= 0.001,
            "\(alarms.count) of \(total):\n\(alarms.prefix(12).joined(separator: "\n"))")
    }

    @Test func `At most three wrong answers in a thousand inside a leaf that moves are called noise`() {
        var pairs = VolatilePairs(seed: 12)
        var misses: [String] = []
        var total = 0
        for kind in VolatilePairs.Kind.allCases {
            for _ in 0..<Self.perKind {
                let exchange = pairs.exchange(kind, .wrongThere)
                total += 1
                if verdict(exchange) != .mismatch { misses.append(text(kind, exchange)) }
            }
        }
        #expect(
            Double(misses.count) / Double(total) <= 0.003,
            "\(misses.count) of \(total):\n\(misses.prefix(12).joined(separator: "\n"))")
    }

    @Test func `A fault beside a leaf that moves is always found, at its place`() {
        var pairs = VolatilePairs(seed: 13)
        for kind in VolatilePairs.Kind.allCases {
            for _ in 0..<20 {
                let exchange = pairs.exchange(kind, .wrongBeside)
                let judgement = Judge.judge(
                    monolith: exchange.monolith, service: exchange.service, monolithAgain: exchange.again, rules: rules)
                #expect(judgement.differences.map { "\($0.path)" } == ["body:/total"], "\(text(kind, exchange))")
            }
        }
    }

    private func text(_ kind: VolatilePairs.Kind, _ exchange: VolatilePairs.Exchange) -> String {
        let answers = [exchange.monolith, exchange.service] + exchange.again
        return "\(kind): " + answers.map { String(decoding: $0.body, as: UTF8.self) }.joined(separator: " | ")
    }
}
