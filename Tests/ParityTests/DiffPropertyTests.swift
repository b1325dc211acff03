import AccuracyMaterial
import Parity
import Testing

/// What holds for every comparison, whatever is compared, on the answers of the labelled pairs.
struct DiffPropertyTests {
    private static let rules = ComparisonRules(headers: ComparisonRules.defaultHeaders)

    @Test(arguments: [LabelledPair.Class.equal, .volatile, .real, .inside])
    func `An answer agrees with itself, and with itself when it is asked again`(kind: LabelledPair.Class) {
        var source = PairSource(seed: 71)
        for _ in 0..<60 {
            let pair = source.next(kind)
            let same = Comparator.compare(monolith: pair.monolith, service: pair.monolith, rules: Self.rules)
            #expect(same.verdict == .match)
            // One of the monolith's own answers in the service's place says nothing new.
            for answer in pair.again {
                let judgement = Judge.judge(
                    monolith: pair.monolith, service: answer, monolithAgain: pair.again, rules: Self.rules)
                #expect(judgement.isAgreement, "\(judgement.differences)")
            }
        }
    }

    @Test(arguments: [LabelledPair.Class.real, .inside])
    func `Seen from the other side there are as many differences, at the same places`(kind: LabelledPair.Class) {
        var source = PairSource(seed: 72)
        for _ in 0..<60 {
            let pair = source.next(kind)
            let there = Comparator.compare(monolith: pair.monolith, service: pair.service, rules: Self.rules)
            let back = Comparator.compare(monolith: pair.service, service: pair.monolith, rules: Self.rules)
            #expect(there.verdict == back.verdict)
            #expect(there.differences.count == back.differences.count)
        }
    }
}
