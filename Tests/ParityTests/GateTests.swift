import Parity
import Testing

struct GateTests {
    @Test(
        "The number of clean exchanges that a gate needs is the one stated",
        arguments: [(0.001, 3327), (0.0002, 16642), (0.003, 1108)] as [(Double, UInt64)])
    func clean(rate: Double, expected: UInt64) {
        let test = SequentialTest(rate: rate, confidence: 0.95)
        #expect(test.moreNeeded(matches: 0, mismatches: 0) == expected)
        #expect(test.rulesOut(matches: expected, mismatches: 0))
        #expect(!test.rulesOut(matches: expected - 1, mismatches: 0))
    }

    @Test func `A mismatch costs some 2,600 more`() {
        let test = SequentialTest(rate: 0.001, confidence: 0.95)
        let one = test.moreNeeded(matches: 0, mismatches: 1) - test.moreNeeded(matches: 0, mismatches: 0)
        #expect((2500...2600).contains(one))
    }

    @Test func `Looking after every exchange opens the gate wrongly no more often than stated`() {
        // The true rate is the very one that the gate has to rule out; 2,000 streams that are looked at all the time.
        let test = SequentialTest(rate: 0.02, confidence: 0.95)
        let threshold = test.threshold
        let gain = test.logEvidence(matches: 1, mismatches: 0)
        let loss = test.logEvidence(matches: 0, mismatches: 1)
        var random = SplitMix(seed: 42)
        let streams = 2000
        var opened = 0
        for _ in 0..<streams {
            var evidence = 0.0
            for _ in 0..<3000 {
                evidence += Double.random(in: 0..<1, using: &random) < test.rate ? loss : gain
                if evidence >= threshold {
                    opened += 1
                    break
                }
            }
        }
        let share = Double(opened) / Double(streams)
        #expect(share <= 0.05, "opened in \(share) of the streams")
        #expect(share > 0.01, "a test that never errs needs more exchanges than it says")
    }

    @Test func `The bound falls as evidence grows and is what a test would rule out`() {
        let bound = SequentialTest.bound(matches: 3327, mismatches: 0, confidence: 0.95)
        #expect(abs(bound - 0.001) < 0.00001)
        #expect(SequentialTest.bound(matches: 3327, mismatches: 2, confidence: 0.95) > bound)
        #expect(SequentialTest.bound(matches: 0, mismatches: 0, confidence: 0.95) == 1)
    }

    private let gate = Gate(mismatch: 0.001, confidence: 0.95, comparedShare: 0.8)

    private func evidence(match: UInt64, mismatch: UInt64 = 0) -> Evidence {
        var evidence = Evidence()
        evidence.match = match
        evidence.mismatch = mismatch
        evidence.behaviors.add(
            BehaviorKind("2xx {}"),
            BehaviorCount(seen: match + mismatch, compared: match + mismatch, mismatched: mismatch))
        return evidence
    }

    @Test func `Without evidence the gate is closed and says how much it needs`() {
        let result = gate.evaluate(Evidence())
        #expect(result.refusals == [.noEvidence(moreNeeded: 3327)])
        #expect(result.progress == 0)
    }

    @Test func `Enough clean evidence opens it`() {
        #expect(gate.evaluate(evidence(match: 3327)).isOpen)
        let short = gate.evaluate(evidence(match: 3000))
        #expect(short.moreNeeded == 327)
        #expect(!short.isOpen)
    }

    @Test func `A failed shadow leg weighs as a mismatch`() {
        var evidence = evidence(match: 3327)
        evidence.record(.timeout, kind: BehaviorKind("2xx {}"))
        let result = gate.evaluate(evidence)
        #expect(result.mismatches == 1)
        #expect(!result.isOpen)
    }

    @Test func `A low compared share closes it, whatever the test says`() {
        var evidence = evidence(match: 10_000)
        evidence.skipped[.budget] = 5_000
        #expect(gate.evaluate(evidence).refusals == [.comparedShare(share: 10_000 / 15_000, minimum: 0.8)])
    }

    @Test func `Requests that their size keeps from being copied are behaviour not covered`() {
        var evidence = evidence(match: 10_000)
        evidence.skipped = [.size: 9]
        #expect(gate.evaluate(evidence).isOpen)
        evidence.skipped = [.size: 5_000]
        #expect(
            gate.evaluate(evidence).refusals == [
                .behaviorNotCovered(kind: "request not copied (size)", seen: 5_000, compared: 0, minimum: 10)
            ])
    }

    @Test func `A kind that was seen a few times and compared each time is covered`() {
        let loose = Gate(mismatch: 0.05, confidence: 0.95, comparedShare: 0.8)
        var evidence = evidence(match: 80)
        evidence.behaviors.add(BehaviorKind("4xx empty"), BehaviorCount(seen: 3, compared: 3))
        #expect(loose.evaluate(evidence).isOpen)
        evidence.behaviors.add(BehaviorKind("4xx empty"), BehaviorCount(seen: 1))
        #expect(!loose.evaluate(evidence).isOpen)
    }

    @Test func `Behaviour that clients meet and that was not compared closes it`() {
        var evidence = evidence(match: 10_000)
        evidence.behaviors.add(BehaviorKind("2xx encoded"), BehaviorCount(seen: 9))
        #expect(gate.evaluate(evidence).isOpen)
        evidence.behaviors.add(BehaviorKind("2xx encoded"), BehaviorCount(seen: 141))
        #expect(
            gate.evaluate(evidence).refusals == [
                .behaviorNotCovered(kind: "2xx encoded", seen: 150, compared: 0, minimum: 10)
            ])
    }

    @Test func `A minimum and alternating builds are asked for as well`() {
        var strict = gate
        strict.minimumCompared = 5_000
        #expect(strict.evaluate(evidence(match: 4_000)).refusals == [.tooFewCompared(compared: 4_000, minimum: 5_000)])
        #expect(
            gate.evaluate(evidence(match: 4_000), alternating: ["a", "b"]).refusals == [.buildsAlternate(["a", "b"])])
    }

    @Test func `A slow service is refused where the gate asks for its latency`() {
        var asking = gate
        asking.p99Increase = 0.2
        var evidence = evidence(match: 4_000)
        for _ in 0..<200 {
            evidence.monolithLatency.record(nanoseconds: 20_000_000)
            evidence.serviceLatency.record(nanoseconds: 22_000_000)
        }
        #expect(asking.evaluate(evidence).isOpen)
        for _ in 0..<20 { evidence.serviceLatency.record(nanoseconds: 90_000_000) }
        #expect(gate.evaluate(evidence).isOpen)
        let refusals = asking.evaluate(evidence).refusals
        #expect(refusals.count == 1)
        guard case .latency(_, let service, 0.2, _, _)? = refusals.first else {
            Issue.record("\(refusals)")
            return
        }
        #expect((90_000_000...96_000_000).contains(service))
    }

    @Test func `What is certainly too slow is a difference of the route`() throws {
        var evidence = Evidence()
        for _ in 0..<2_000 {
            evidence.monolithLatency.record(nanoseconds: 20_000_000)
            evidence.serviceLatency.record(nanoseconds: 22_000_000)
        }
        let seen = (first: 10.0, last: 20.0)
        #expect(DifferenceGroup.latency(of: evidence, limit: 0.2, seen: seen) == nil)
        // So few of them may be chance: the gate refuses, and nobody is sure.
        for _ in 0..<23 { evidence.serviceLatency.record(nanoseconds: 90_000_000) }
        #expect(
            LatencyIncrease(monolith: evidence.monolithLatency, service: evidence.serviceLatency)?.isBeyond(0.2) == true
        )
        #expect(DifferenceGroup.latency(of: evidence, limit: 0.2, seen: seen) == nil)
        for _ in 0..<77 { evidence.serviceLatency.record(nanoseconds: 90_000_000) }
        let group = try #require(DifferenceGroup.latency(of: evidence, limit: 0.2, seen: seen))
        #expect(group.key == DifferenceGroup.Key(pattern: "latency", kind: .latency))
        #expect(group.count == 100)
        #expect((group.firstSeen, group.lastSeen) == (10, 20))
        #expect(group.examples.count == 1)
        #expect(group.examples[0].monolith?.hasPrefix("p99 20.5 ms (") == true, "\(group.examples)")
        #expect(DifferenceGroup.latency(of: evidence, limit: 5, seen: seen) == nil)
    }

    @Test func `On fast answers a percentage is scheduling and no difference`() {
        var evidence = Evidence()
        for _ in 0..<2_000 {
            evidence.monolithLatency.record(nanoseconds: 1_000_000)
            evidence.serviceLatency.record(nanoseconds: 4_000_000)
        }
        #expect(DifferenceGroup.latency(of: evidence, limit: 0.2, seen: (0, 1)) == nil)
    }
}
