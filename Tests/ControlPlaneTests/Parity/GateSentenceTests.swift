import Parity
import Store
import Testing

@testable import ControlPlane

/// Each reason why a gate is closed is a phrase of its own.
struct GateSentenceTests {
    private func sentences(_ evidence: Evidence, clients: UInt64? = nil) -> [String] {
        let gate = Parity.Gate(mismatch: 0.01, confidence: 0.95, comparedShare: 0.8, clients: clients)
        let result = gate.evaluate(evidence, pace: 2)
        return GateSentence.sentences(
            of: GateOutcome(route: "orders.list", gate: gate, result: result, epoch: nil, waived: false))
    }

    private var clean: Evidence {
        var evidence = Evidence()
        evidence.match = 1000
        return evidence
    }

    @Test func `What could not be judged has a line of its own`() {
        var evidence = clean
        evidence.unknown[.unrepeated] = 30
        #expect(
            sentences(evidence) == [
                "blocked by unknowns: 2.91% of the exchanges could not be judged (unrepeated), at most 1% may be"
            ])
    }

    @Test func `A blind comparator says what it did not find`() {
        var evidence = clean
        for number in 0..<40 { evidence.recall.record(.wrongText, isFound: number < 30) }
        #expect(
            sentences(evidence) == [
                "blind: the comparator found 30 of 40 faults planted in this route's answers, 95% is asked"
            ])
    }

    @Test func `Too few clients are counted`() {
        #expect(sentences(clean, clients: 50) == ["0 different clients of at least 50: 50 more needed"])
    }

    @Test func `What is missing comes with the time it takes at today's rate`() {
        var evidence = Evidence()
        evidence.match = 132
        #expect(sentences(evidence).first?.hasSuffix("about 2 minutes at this rate") == true)
    }

    @Test func `The time it takes stands with what time settles`() {
        var evidence = Evidence()
        evidence.match = 132
        let gate = Parity.Gate(mismatch: 0.01, confidence: 0.95, comparedShare: 0.8)
        let result = gate.evaluate(evidence, alternating: ["a", "b"], pace: 2)
        let sentences = GateSentence.sentences(
            of: GateOutcome(route: "orders.list", gate: gate, result: result, epoch: nil, waived: false))
        #expect(sentences.map { $0.contains("at this rate") } == [false, true])
    }

    @Test func `A rate that is missed by a hair is not said to be the one that is asked`() {
        var evidence = Evidence()
        evidence.match = 331
        #expect(sentences(evidence)[0].contains("rule out only a rate of just over 1%, 1% is asked"))
    }
}
