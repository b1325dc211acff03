import Parity
import Testing

/// What a gate asks beside the rate: who, when, what could not be judged, and whether the comparator sees.
struct GateDemandTests {
    private let gate = Gate(mismatch: 0.01, confidence: 0.95, comparedShare: 0.8)

    /// Clean exchanges of so many clients, each with a session of its own, spread over so many hours.
    private func evidence(_ count: Int, clients: Int, hours: Int = 1) -> Evidence {
        var evidence = Evidence()
        let answer = Observation(status: 200)
        var random = SplitMix(seed: 3)
        let names = (0..<clients).map { _ in random.next() }
        for number in 0..<count {
            let client = names[number % clients]
            evidence.record(
                Judgement(Comparison(verdict: .match)), kind: BehaviorKind("2xx {}"), monolith: answer, service: answer,
                facts: ExchangeFacts(client: client, session: client &+ 1), time: Double(number % hours) * 3600)
        }
        return evidence
    }

    @Test(arguments: [(49, false), (50, true), (51, true)])
    func `A gate may ask for different clients`(clients: Int, isOpen: Bool) {
        var gate = gate
        gate.clients = 50
        let result = gate.evaluate(evidence(1000, clients: clients))
        #expect(result.isOpen == isOpen)
        #expect(
            result.refusals == (isOpen ? [] : [.tooFew(kind: .clients, count: UInt64(clients), minimum: 50)]))
    }

    @Test(arguments: [(23, false), (24, true)])
    func `A gate may ask for different hours`(hours: Int, isOpen: Bool) {
        var gate = gate
        gate.hours = 24
        let result = gate.evaluate(evidence(1000, clients: 3, hours: hours))
        #expect(result.refusals == (isOpen ? [] : [.tooFew(kind: .hours, count: UInt64(hours), minimum: 24)]))
    }

    @Test func `A thousand exchanges of one client are those of one client`() {
        var gate = gate
        gate.sessions = 2
        #expect(gate.evaluate(evidence(1000, clients: 1)).refusals == [.tooFew(kind: .sessions, count: 1, minimum: 2)])
        #expect(gate.evaluate(evidence(1000, clients: 2)).isOpen)
    }

    @Test(arguments: [(30, false), (99, false), (100, true)])
    func `A gate that asks for speed does not open before it is measured`(count: Int, isOpen: Bool) {
        let gate = Gate(mismatch: 0.3, confidence: 0.95, comparedShare: 0.8, p99Increase: 0.1)
        var evidence = Evidence()
        let answer = Observation(status: 200, totalNanoseconds: 1_000_000)
        for _ in 0..<count {
            evidence.record(
                Judgement(Comparison(verdict: .match)), kind: BehaviorKind("2xx {}"), monolith: answer, service: answer)
        }
        let result = gate.evaluate(evidence)
        #expect(result.refusals == (isOpen ? [] : [.tooFewCompared(compared: UInt64(count), minimum: 100)]))
        #expect(result.moreNeeded == UInt64(100 - count))
    }

    @Test func `What could not be judged may hide as many mismatches`() {
        var evidence = evidence(1000, clients: 3)
        evidence.unknown[.unrepeated] = 10
        #expect(gate.evaluate(evidence).isOpen)
        evidence.unknown[.unrepeated] = 11
        let result = gate.evaluate(evidence)
        #expect(
            result.refusals == [
                .blockedByUnknowns(reasons: [.unrepeated], share: 11 / 1011, allowed: 0.01)
            ])
        #expect(result.conditions.first { $0.kind == .unknowns }?.isMet == false)
    }

    @Test func `A route whose planted faults are found too seldom is blind, and its gate is closed`() {
        func result(_ found: Int, of planted: Int) -> GateResult {
            var evidence = evidence(1000, clients: 3)
            for number in 0..<planted { evidence.recall.record(.wrongText, isFound: number < found) }
            return gate.evaluate(evidence)
        }
        #expect(result(94, of: 100).refusals == [.blind(planted: 100, found: 94, minimum: 0.95)])
        #expect(result(95, of: 100).isOpen)
        // Too few to tell.
        #expect(result(0, of: 19).isOpen)
        #expect(!result(18, of: 20).isOpen)
    }
}
