import Foundation
import Routing
import Store
import Testing

@testable import ControlPlane

@Suite struct FlipHistoryTests {
    /// Flips of one unit: each status is where the next flip goes.
    private func history(_ statuses: [RouteStatus]) -> FlipHistory {
        var history = FlipHistory([])
        for (from, to) in zip(statuses, statuses.dropFirst()) {
            history.append(
                Flip(
                    unit: "u", direction: to.isBehind(from) ? .rollback : .forward, from: from, to: to, time: Date(),
                    who: "ann", why: ""))
        }
        return history
    }

    @Test(arguments: [
        ([monolith, shadow, canary(5), canary(50), extracted], canary(50)),
        ([monolith, shadow, canary(5), canary(50), extracted, canary(50)], canary(5)),
        ([monolith, shadow, canary(5), extracted, canary(5), shadow], monolith),
        ([monolith, shadow, canary(5), shadow, canary(10)], shadow),
        ([monolith, extracted], monolith),
        ([monolith, extracted, shadow], monolith),
        ([shadow, extracted, canary(20)], shadow),
        ([monolith, shadow, retired], shadow),
    ])
    func `one step back is the state before, and twice is two steps`(statuses: [RouteStatus], expected: RouteStatus) {
        #expect(history(statuses).previous(of: "u", current: statuses[statuses.count - 1]) == expected)
    }

    @Test(arguments: [
        (shadow, monolith), (canary(5), shadow), (extracted, shadow), (retired, extracted),
    ])
    func `a unit that was never flipped goes to the state before its own`(current: RouteStatus, expected: RouteStatus) {
        #expect(history([]).previous(of: "u", current: current) == expected)
    }

    @Test func `there is nothing behind monolith`() {
        #expect(history([]).previous(of: "u", current: monolith) == nil)
        #expect(history([monolith, shadow, monolith]).previous(of: "u", current: monolith) == nil)
    }

    @Test func `the last flip of each unit counts`() {
        #expect(history([monolith, shadow, canary(5), shadow]).statuses == ["u": shadow])
    }
}
