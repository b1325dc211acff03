@testable import DataPlane
import NIOCore
import Routing
import Testing

/// Who is chosen, with what share: the pure chooser under a fixed seed.
struct ChooserTests {
    /// How often each of `weights.count` instances is chosen.
    private func counts(
        _ policy: Balance, weights: [Int], draws: Int = 10_000, key: (Int) -> UInt64? = { _ in nil },
        load: (Int) -> Int = { _ in 0 }
    ) -> [Int] {
        var chooser = chooser(policy, count: weights.count)
        var counts = Array(repeating: 0, count: weights.count)
        for draw in 0..<draws {
            let index = chooser.choose(key: key(draw), weight: { weights[$0] * Chooser.unit }, load: load)
            if let index { counts[index] += 1 }
        }
        return counts
    }

    private func chooser(_ policy: Balance, count: Int) -> Chooser {
        let seeds = (0..<count).map { Stickiness.key(ofToken: "instance \($0)") }
        return Chooser(policy, seeds: seeds, random: 42)
    }

    private static let sticky = Balance.sticky(.key([.tokenSubject]))

    private static func key(_ number: Int) -> UInt64 { Stickiness.key(ofToken: "user \(number)") }

    @Test func `Round robin takes each in its turn, and passes over who takes none`() {
        #expect(counts(.roundRobin, weights: [1, 1, 1], draws: 9) == [3, 3, 3])
        #expect(counts(.roundRobin, weights: [1, 0, 1], draws: 10) == [5, 0, 5])
        #expect(counts(.roundRobin, weights: [0, 0], draws: 10) == [0, 0])
        #expect(counts(.roundRobin, weights: [], draws: 10) == [])
    }

    @Test func `Weighted turns follow the weights exactly and are evenly mixed`() {
        #expect(counts(.weighted, weights: [5, 1, 1], draws: 70) == [50, 10, 10])
        var chooser = chooser(.weighted, count: 3)
        let order = (0..<7).compactMap { _ in
            chooser.choose(weight: { [5, 1, 1][$0] * Chooser.unit }, load: { _ in 0 })
        }
        #expect(order == [0, 0, 1, 0, 2, 0, 0])
    }

    @Test(arguments: [[1, 1], [1, 1, 1], [3, 1], [5, 3, 2]], [1, 2, 3, 4])
    func `Workers that get a request each in its turn keep the weights in all`(weights: [Int], workers: Int) {
        var choosers = (0..<workers).map { worker in
            var chooser = chooser(.weighted, count: weights.count)
            chooser.beginApart(worker, among: workers, weights: weights)
            return chooser
        }
        let total = weights.reduce(0, +)
        var counts = Array(repeating: 0, count: weights.count)
        for number in 0..<10 * total {
            let index = choosers[number % workers].choose(weight: { weights[$0] * Chooser.unit }, load: { _ in 0 })
            if let index { counts[index] += 1 }
        }
        // Workers that all begin alike would be wrong by as many as there are.
        for (count, weight) in zip(counts, weights) { #expect(abs(count - 10 * weight) <= 1, "\(counts)") }
    }

    @Test func `Of two the one with less to do is chosen`() {
        // The instance with the highest load is never the lighter of two.
        let counts = counts(.leastRequests, weights: [1, 1, 1, 1], load: { [3, 9, 1, 2][$0] })
        #expect(counts[1] == 0)
        #expect(counts[2] > counts[3] && counts[3] > counts[0])
    }

    @Test func `With two instances the lighter one gets all, with equal loads both the same`() {
        #expect(counts(.leastRequests, weights: [1, 1], draws: 100, load: { [5, 4][$0] }) == [0, 100])
        let even = counts(.leastRequests, weights: [1, 1])
        #expect(abs(even[0] - 5_000) < 200)
    }

    @Test func `Least requests minds the weights, idle and busy`() {
        let idle = counts(.leastRequests, weights: [3, 1])
        #expect(abs(idle[0] - 7_500) < 200)
        // Two under way on a weight of 3 is less than one on a weight of 1.
        #expect(counts(.leastRequests, weights: [3, 1], draws: 100, load: { [2, 1][$0] }) == [100, 0])
    }

    @Test func `Two choices keep the longest queue much shorter than chance does`() {
        /// The highest load when each of 2,000 requests stays.
        func highest(_ policy: Balance) -> Int {
            var chooser = chooser(policy, count: 20)
            var loads = Array(repeating: 0, count: 20)
            var random = Jitter(seed: 7)
            for _ in 0..<2_000 {
                let index = chooser.choose(weight: { _ in Chooser.unit }, load: { loads[$0] }) ?? 0
                loads[index] += 1
                // Now and then one that is drawn blindly ends, so that loads drift apart.
                let ended = Int(random.spread(.nanoseconds(1_000_000)).nanoseconds % 20)
                if loads[ended] > 0 { loads[ended] -= 1 }
            }
            return loads.max() ?? 0
        }
        #expect(highest(.leastRequests) < highest(.roundRobin))
    }

    @Test func `A key always goes to the same instance, in every process`() {
        var first = chooser(Self.sticky, count: 5)
        var second = Chooser(
            Self.sticky, seeds: (0..<5).map { Stickiness.key(ofToken: "instance \($0)") }, random: 1)
        for number in 0..<1_000 {
            let one = first.choose(key: Self.key(number), weight: { _ in 1 }, load: { _ in 0 })
            let two = second.choose(key: Self.key(number), weight: { _ in 1 }, load: { _ in 9 })
            #expect(one == two)
        }
    }

    @Test func `Keys spread over the instances as their weights say`() {
        let even = counts(Self.sticky, weights: [1, 1, 1, 1], key: Self.key)
        for count in even { #expect(abs(count - 2_500) < 200) }
        let uneven = counts(Self.sticky, weights: [3, 1], key: Self.key)
        #expect(abs(uneven[0] - 7_500) < 200)
    }

    @Test func `Losing an instance moves its keys only, and over all others`() {
        var chooser = chooser(Self.sticky, count: 5)
        var moved = Array(repeating: 0, count: 5)
        for number in 0..<5_000 {
            let before = chooser.choose(key: Self.key(number), weight: { _ in 1 }, load: { _ in 0 }) ?? -1
            let after = chooser.choose(key: Self.key(number), weight: { $0 == 2 ? 0 : 1 }, load: { _ in 0 }) ?? -1
            if before == 2 { moved[after] += 1 } else { #expect(after == before) }
        }
        #expect(moved[2] == 0)
        for index in [0, 1, 3, 4] { #expect(abs(moved[index] - 250) < 80) }
    }

    @Test func `A request without a key goes by weight`() {
        #expect(counts(Self.sticky, weights: [3, 1], draws: 100) == [75, 25])
    }

    @Test(arguments: [Balance.roundRobin, .weighted, .leastRequests])
    func `An instance that starts slowly gets its part of its share`(_ policy: Balance) {
        var chooser = chooser(policy, count: 2)
        var counts = [0, 0]
        for _ in 0..<10_000 {
            let index = chooser.choose(weight: { $0 == 0 ? Chooser.unit / 4 : Chooser.unit }, load: { _ in 0 })
            if let index { counts[index] += 1 }
        }
        // A quarter of what the other one gets.
        #expect(abs(counts[0] - 2_000) < 250)
    }

    @Test func `When all start slowly none waits`() {
        #expect(counts(.roundRobin, weights: [1], draws: 10) == [10])
        var chooser = chooser(.roundRobin, count: 3)
        for _ in 0..<1_000 { #expect(chooser.choose(weight: { _ in 1 }, load: { _ in 0 }) != nil) }
    }

    @Test func `A slow start goes from a tenth to all in a straight line`() {
        let start = SlowStart(.seconds(10))
        let back = Moment(0).time
        #expect(start.share(startedAt: back, now: back) == Chooser.unit / 10)
        let middle = start.share(startedAt: back, now: Moment(0).after(5))
        #expect(abs(middle - Chooser.unit * 55 / 100) <= 1)
        #expect(start.share(startedAt: back, now: Moment(0).after(10)) == Chooser.unit)
        #expect(start.share(startedAt: nil, now: back) == Chooser.unit)
        #expect(SlowStart(nil).share(startedAt: back, now: back) == Chooser.unit)
    }
}
