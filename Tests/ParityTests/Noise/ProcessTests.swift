import AccuracyMaterial
import Testing

/// How often the shape that a few values of a random process show is broken by another value of it. The bounds are
/// ratchets: they may only become stricter.
@Suite(.timeLimit(.minutes(5)))
struct ProcessTests {
    @Test(arguments: [(2, 80), (3, 38), (4, 25)])
    func `A shape claims little that chance explains`(samples: Int, mostPerThousand: Int) {
        var source = ProcessSource(seed: 77)
        var score = ProcessScore()
        for _ in 0..<1000 { score.add(source.next(samples: samples)) }
        #expect(score.alarms <= mostPerThousand, "\(score.alarms): \(score.byProblem)")
    }
}
