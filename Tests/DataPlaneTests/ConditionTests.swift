@testable import DataPlane
import NIOCore
import Routing
import Testing

/// What takes an instance out of the rotation, and what brings it back, as scripts of events.
struct ConditionTests {
    private static let start = Moment(0)

    private func after(_ seconds: Double) -> NIODeadline { Self.start.after(seconds) }

    @Test func `An instance back on trial is out again after one failure, for longer`() {
        var condition = Condition(InstancePolicy())
        #expect(condition.requestsFailed(after(0)) == .became(.open))
        #expect(condition.probed(isWell: true, after(0.5)) == .none)
        #expect(condition.probed(isWell: true, after(1)) == .became(.trial))
        #expect(condition.requestsFailed(after(1.1)) == .became(.open))
        #expect(condition.probeDue == after(3.1))
        #expect(condition.probed(isWell: false, after(3.1)) == .none)
        #expect(condition.probeDue == after(7.1))
        #expect(condition.probed(isWell: true, after(7.1)) == .became(.trial))
        #expect(condition.requestsFailed(after(60)) == .became(.open))
        #expect(condition.probeDue == after(61))
        #expect(condition.outages == 3)
    }

    @Test func `A breaker never stays open for longer than the table says`() {
        var policy = BreakerPolicy()
        policy.open = .seconds(2)
        policy.longestOpen = .seconds(3)
        var condition = Condition(InstancePolicy(breaker: policy))
        #expect(condition.requestsFailed(after(0)) == .became(.open))
        #expect(condition.probed(isWell: false, after(2)) == .none)
        #expect(condition.probeDue == after(5))
        #expect(condition.probed(isWell: false, after(5)) == .none)
        #expect(condition.probeDue == after(8))
    }

    @Test func `Without a breaker failed requests change nothing`() {
        var condition = Condition(InstancePolicy(breaker: nil))
        #expect(condition.requestsFailed(after(0)) == .none)
        #expect(condition.availability == .available)
    }

    @Test func `Two failed probes make an instance unhealthy, one good one brings it back`() {
        var condition = Condition(InstancePolicy(health: HealthCheck(path: "/")))
        let script: [(isWell: Bool, change: Condition.Change)] = [
            (false, .none), (true, .none), (false, .none), (false, .became(.unhealthy)), (false, .none),
            (true, .became(.trial)), (true, .became(.available)),
        ]
        for (isWell, change) in script { #expect(condition.probed(isWell: isWell, after(0)) == change) }
        #expect(condition.outages == 1)
    }

    @Test func `Thresholds are those of the table`() {
        var health = HealthCheck(path: "/")
        health.unhealthyAfter = 3
        health.healthyAfter = 2
        var condition = Condition(InstancePolicy(health: health))
        let script: [(isWell: Bool, change: Condition.Change)] = [
            (false, .none), (false, .none), (true, .none), (false, .none), (false, .none),
            (false, .became(.unhealthy)), (true, .none), (false, .none), (true, .none), (true, .became(.trial)),
        ]
        for (isWell, change) in script { #expect(condition.probed(isWell: isWell, after(0)) == change) }
    }

    @Test func `An unhealthy instance whose breaker opens needs both to be well`() {
        var condition = Condition(InstancePolicy(health: HealthCheck(path: "/")))
        #expect(condition.requestsFailed(after(0)) == .became(.open))
        #expect(condition.probed(isWell: false, after(0.1)) == .none)
        #expect(condition.probed(isWell: false, after(0.2)) == .none)
        #expect(condition.probed(isWell: true, after(0.3)) == .none)
        #expect(condition.probed(isWell: true, after(1.5)) == .became(.trial))
    }

    @Test func `An ejection ends by itself, and the next one soon after lasts longer`() {
        var condition = Condition(InstancePolicy(outliers: OutlierPolicy()))
        #expect(condition.eject(after(0)) == .became(.ejected))
        #expect(condition.eject(after(1)) == .none)
        #expect(condition.ejectionEnds == after(30))
        #expect(condition.timePassed(after(29)) == .none)
        #expect(condition.timePassed(after(30)) == .became(.available))
        #expect(condition.eject(after(31)) == .became(.ejected))
        #expect(condition.ejectionEnds == after(91))
        #expect(condition.timePassed(after(91)) == .became(.available))
        #expect(condition.eject(after(1_000)) == .became(.ejected))
        #expect(condition.ejectionEnds == after(1_030))
        #expect(condition.ejectionCount == 3 && condition.outages == 3)
    }

    @Test func `Nobody is ejected where the table does not ask for it`() {
        var condition = Condition(InstancePolicy())
        #expect(condition.eject(after(0)) == .none)
    }

    @Test func `A table without probes and ejections lets everyone in again`() {
        var condition = Condition(InstancePolicy(health: HealthCheck(path: "/"), outliers: OutlierPolicy()))
        #expect(condition.eject(after(0)) == .became(.ejected))
        #expect(condition.probed(isWell: false, after(0)) == .none)
        #expect(condition.probed(isWell: false, after(0)) == .became(.unhealthy))
        #expect(condition.adopt(InstancePolicy()) == .became(.available))
    }

    @Test func `Every order of events leaves a condition that can recover`() {
        for seed in 0..<200 {
            var generator = Jitter(seed: UInt64(seed))
            var condition = Condition(
                InstancePolicy(health: HealthCheck(path: "/"), outliers: OutlierPolicy()))
            var now = after(0)
            for _ in 0..<60 {
                now = now + generator.spread(.seconds(2))
                switch generator.spread(.nanoseconds(10_000)).nanoseconds % 5 {
                case 0: _ = condition.requestsFailed(now)
                case 1: _ = condition.eject(now)
                case 2: _ = condition.timePassed(now)
                case 3: _ = condition.probed(isWell: true, now)
                default: _ = condition.probed(isWell: false, now)
                }
            }
            now = now + .seconds(1_000)
            _ = condition.timePassed(now)
            for _ in 0..<3 { _ = condition.probed(isWell: true, now) }
            #expect(condition.availability == .available)
        }
    }
}
