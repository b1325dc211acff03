import Routing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Chooses one of a target's instances: the policies of `Balance` without the instances themselves.
///
/// An instance is a position, its weight (0: it takes no requests now) and its load. The same seed and the same calls
/// choose the same instances.
struct Chooser {
    private let policy: Balance
    /// Of each instance, for rendezvous hashing.
    private let seeds: [UInt64]
    /// Whose turn it is.
    private var turn = 0
    /// What each instance has saved up for its turn.
    private var credits: [Int]
    private var random: UInt64

    init(_ policy: Balance, seeds: [UInt64], random: UInt64) {
        self.policy = policy
        self.seeds = seeds
        self.random = random
        credits = Array(repeating: 0, count: seeds.count)
    }

    /// The weight of an instance with weight 1 and its full share.
    static let unit = 1_024

    /// The next instance, or nil when none takes requests.
    ///
    /// - Parameters:
    ///   - key: what a sticky request comes with.
    ///   - weight: in parts of `unit`; less while an instance starts slowly.
    ///   - load: requests under way.
    mutating func choose(key: UInt64? = nil, weight: (Int) -> Int, load: (Int) -> Int) -> Int? {
        switch policy {
        case .roundRobin: nextTurn(weight)
        case .weighted: weightedTurn(weight)
        case .leastRequests: lighterOfTwo(weight, load)
        case .sticky(.key):
            if let key { rendezvous(key, weight) } else { weightedTurn(weight) }
        case .sticky(.cookie): weightedTurn(weight)
        }
    }

    /// Lets turns go, so that workers which take turns each by itself, and get a connection each in its turn, do not all
    /// choose the same instance at one time: what comes over new connections keeps the weights in all, too.
    mutating func beginApart(_ worker: Int, among workers: Int, weights: [Int]) {
        let step = max(1, weights.reduce(0, +) / max(workers, 1))
        for _ in 0..<min(worker * step, Self.turnsLetGo) {
            _ = choose(weight: { weights[$0] * Self.unit }, load: { _ in 0 })
        }
    }

    /// With weights so large that this is too few, nobody counts.
    private static let turnsLetGo = 1_000

    /// Each in its turn; one that starts slowly lets some of its turns go.
    private mutating func nextTurn(_ weight: (Int) -> Int) -> Int? {
        let count = seeds.count
        var passedOver: Int?
        for step in 0..<count {
            let place = turn + step
            let index = place < count ? place : place - count
            let weight = weight(index)
            guard weight > 0 else { continue }
            if weight < Self.unit, draw(below: Self.unit) >= weight {
                passedOver = passedOver ?? index
                continue
            }
            turn = index + 1 < count ? index + 1 : 0
            return index
        }
        guard let passedOver else { return nil }
        turn = passedOver + 1 < count ? passedOver + 1 : 0
        return passedOver
    }

    /// Everyone is credited with its weight, the richest is chosen and pays for all: turns come evenly mixed.
    private mutating func weightedTurn(_ weight: (Int) -> Int) -> Int? {
        var richest: Int?
        var total = 0
        for index in seeds.indices {
            let weight = weight(index)
            guard weight > 0 else {
                credits[index] = 0
                continue
            }
            total += weight
            credits[index] += weight
            if richest.map({ credits[index] > credits[$0] }) ?? true { richest = index }
        }
        if let richest { credits[richest] -= total }
        return richest
    }

    /// Power of two choices: two different ones are drawn by weight, the one with less to do for its weight is chosen.
    private mutating func lighterOfTwo(_ weight: (Int) -> Int, _ load: (Int) -> Int) -> Int? {
        guard let first = drawn(weight, except: nil) else { return nil }
        guard let second = drawn(weight, except: first) else { return first }
        return load(second) * weight(first) < load(first) * weight(second) ? second : first
    }

    private mutating func drawn(_ weight: (Int) -> Int, except other: Int?) -> Int? {
        var total = 0
        for index in seeds.indices where index != other { total += weight(index) }
        guard total > 0 else { return nil }
        var left = draw(below: total)
        for index in seeds.indices where index != other {
            left -= weight(index)
            if left < 0 { return index }
        }
        return nil
    }

    /// Highest random weight: each instance has a score for the key, so that losing one moves its own keys only.
    private func rendezvous(_ key: UInt64, _ weight: (Int) -> Int) -> Int? {
        var best: (index: Int, score: Double)?
        for index in seeds.indices {
            let weight = weight(index)
            guard weight > 0 else { continue }
            // A number above 0 and below 1, whose logarithm times 1/weight makes shares follow the weights.
            let fraction = (Double(Self.mixed(key ^ seeds[index]) >> 11) + 0.5) / Double(UInt64(1) << 53)
            let score = log(fraction) / Double(weight)
            if best.map({ score > $0.score }) ?? true { best = (index, score) }
        }
        return best?.index
    }

    private mutating func draw(below bound: Int) -> Int {
        random &+= 0x9e37_79b9_7f4a_7c15
        return Int(Self.mixed(random).multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// The finish of splitmix64: every bit depends on every bit.
    private static func mixed(_ value: UInt64) -> UInt64 {
        var value = value
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
