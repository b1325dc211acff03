import Parity

/// What is learned of a route's noise: it steers what asking again may cost, and never a verdict.
struct NoiseSteering {
    /// How many questions an exchange took of late, on average.
    private var need = 0.0
    /// How fast the average follows.
    private static let weight = 0.05
    /// Hashes of the path patterns where the monolith has disagreed with itself: a hit by chance costs a question.
    private var volatile: Set<Int> = []
    /// Patterns kept; an answer that invents a place each time must not fill the memory.
    private static let patternLimit = 256
    /// Questions that found the monolith at one with itself, since the last that did not.
    private var steadyAnswers = 0
    private static let steadyEnough = 20
    private var budget: RateBudget

    init(rate: Int, time: Double) {
        budget = RateBudget(rate: rate, time: time)
    }

    /// Whether an exchange may be compared. Decided before anything of it is looked at, so that what is left out is no
    /// other kind of exchange than what is compared.
    mutating func admits(at time: Double) -> Bool {
        need < 0.01 || budget.take(need, at: time)
    }

    /// An exchange took so many questions.
    mutating func took(_ questions: Int, _ leaves: [VolatileLeaf]) {
        need += (Double(questions) - need) * Self.weight
        guard questions > 0 else { return }
        steadyAnswers = leaves.isEmpty ? steadyAnswers + questions : 0
        for leaf in leaves where volatile.count < Self.patternLimit { volatile.insert(leaf.pattern.hashValue) }
    }

    /// Whether another question may explain what is left of a mismatch.
    func isWorthAsking(_ differences: [Difference], asked: Int, atMost: Int) -> Bool {
        guard asked < atMost else { return false }
        guard asked > 0, steadyAnswers >= Self.steadyEnough else { return true }
        return differences.contains { volatile.contains($0.path.pattern.hashValue) }
    }
}
