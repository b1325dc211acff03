import AccuracyMaterial
import Parity
import TestSupport
import Testing

/// A small sample of the labelled pairs of `Benchmarks/Accuracy`. The bounds are ratchets: they may only become stricter.
@Suite(.timeLimit(.minutes(patient(10))))
struct AccuracyTests {
    private func score(_ kind: LabelledPair.Class, _ source: inout PairSource, _ pairs: Int) -> Score {
        let rules = ComparisonRules(headers: ComparisonRules.defaultHeaders)
        var score = Score()
        for _ in 0..<pairs {
            let pair = source.next(kind)
            score.add(
                pair,
                Judge.judge(
                    monolith: pair.monolith, service: pair.service, monolithAgain: pair.again, rules: rules))
        }
        return score
    }

    @Test(arguments: [LabelledPair.Class.equal, .volatile])
    func `Answers that agree are never called a mismatch`(kind: LabelledPair.Class) {
        var source = PairSource(seed: 401)
        let score = score(kind, &source, 100)
        #expect(score.byClass[kind]?.wrong == 0, "\(score.complaints.prefix(3).joined(separator: "\n"))")
    }

    @Test(arguments: [LabelledPair.Class.real, .inside])
    func `Real differences are named at their place, beside what moves and inside of it`(kind: LabelledPair.Class) {
        var source = PairSource(seed: 402)
        let score = score(kind, &source, 100)
        let count = score.byClass[kind] ?? Score.Count()
        #expect(count.labels >= 100)
        #expect(count.found == count.labels, "\(score.complaints.prefix(3).joined(separator: "\n"))")
        #expect(count.coreFound == count.coreLabels)
        #expect(count.wrong == 0)
    }
}
