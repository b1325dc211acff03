@testable import DataPlane
import Routing
import Testing

/// What one worker makes of the answers of an instance.
struct FailureStreaksTests {
    private func streaks(breaker: Int? = nil, serverErrors: Int? = nil, gatewayErrors: Int? = nil) -> FailureStreaks {
        var policy: BreakerPolicy?
        if let breaker {
            policy = BreakerPolicy()
            policy?.failures = breaker
        }
        var outliers = OutlierPolicy()
        outliers.serverErrors = serverErrors
        outliers.gatewayErrors = gatewayErrors
        return FailureStreaks(breaker: policy, outliers: outliers)
    }

    @Test func `Failures in a row open the breaker, an answer in between starts anew`() {
        var streaks = streaks(breaker: 3)
        let script: [(FailureStreaks.Outcome, FailureStreaks.Trip)] = [
            (.gatewayError, .none), (.gatewayError, .none), (.answered, .none), (.gatewayError, .none),
            (.gatewayError, .none), (.gatewayError, .breaker), (.gatewayError, .none),
        ]
        for (outcome, trip) in script { #expect(streaks.note(outcome) == trip) }
    }

    @Test func `A 500 does not open the breaker, but makes an outlier`() {
        var streaks = streaks(breaker: 2, serverErrors: 3)
        #expect(streaks.note(.gatewayError) == .none)
        #expect(streaks.note(.serverError) == .none)
        #expect(streaks.note(.gatewayError) == .outlier(.serverErrors))
        #expect(streaks.note(.gatewayError) == .none)
        #expect(streaks.note(.gatewayError) == .breaker)
    }

    @Test func `Gateway errors alone make an outlier where the table says so`() {
        var streaks = streaks(gatewayErrors: 2)
        for _ in 0..<10 { #expect(streaks.note(.serverError) == .none) }
        #expect(streaks.note(.gatewayError) == .none)
        #expect(streaks.note(.gatewayError) == .outlier(.gatewayErrors))
    }

    @Test func `All is counted for the success rate`() {
        var streaks = streaks()
        for outcome in [FailureStreaks.Outcome.answered, .serverError, .gatewayError, .answered] {
            #expect(streaks.note(outcome) == .none)
        }
        #expect(streaks.takeCounts() == SuccessRates.Counts(requests: 4, failures: 2))
        #expect(streaks.takeCounts() == SuccessRates.Counts())
    }

    /// Requests and failures of each instance, and who is an outlier.
    private static let rates: [(counts: [[Int]], outliers: [Int])] = [
        ([[100, 50], [100, 0], [100, 0]], [0]), ([[100, 10], [100, 0]], []), ([[100, 30], [100, 0]], [0]),
        ([[49, 49], [100, 0]], []), ([[100, 100], [49, 0]], []), ([[100, 100], [100, 100]], []),
        ([[100, 60], [100, 90], [400, 0]], [1, 0]), ([[100, 100]], []), ([], []),
    ]

    @Test(arguments: rates)
    func `The success rate is compared with that of all others together`(
        _ counts: [[Int]], _ outliers: [Int]
    ) {
        let counts = counts.map { SuccessRates.Counts(requests: $0[0], failures: $0[1]) }
        #expect(SuccessRates.outliers(among: counts, OutlierPolicy.SuccessRate()) == outliers)
    }

    @Test func `Retries stay within their share of what is under way`() {
        var policy = RetryPolicy()
        policy.minimum = 2
        policy.attempts = 3
        var budget = RetryBudget(policy)
        #expect(budget.permits(attempts: 1, isRetried: false, load: 1))
        budget.begin()
        #expect(budget.permits(attempts: 1, isRetried: false, load: 1))
        budget.begin()
        #expect(!budget.permits(attempts: 1, isRetried: false, load: 14))
        #expect(budget.permits(attempts: 1, isRetried: false, load: 15))
        #expect(budget.permits(attempts: 2, isRetried: true, load: 1))
        #expect(!budget.permits(attempts: 3, isRetried: true, load: 1_000))
        budget.end()
        #expect(budget.permits(attempts: 1, isRetried: false, load: 1))
    }
}
