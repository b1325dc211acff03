import NIOCore
import Routing

/// Whether one instance takes requests, as the process decides it. Three things take it out, each by itself: probes that
/// fail, a breaker that opens, an ejection.
struct Condition {
    /// What the workers have to be told.
    enum Change: Equatable {
        case none
        case became(Availability)
    }

    private var policy: InstancePolicy
    private var breaker: Breaker
    private var ejections: Backoff
    private var ejectedUntil: NIODeadline?
    private var isUnhealthy = false
    /// Probes in a row that say something else than `isUnhealthy`.
    private var contrary = 0
    /// Back after its breaker was open or its probes failed, and not proven yet.
    private var isOnTrial = false
    /// How often it was taken out, and how often of these by an ejection.
    private(set) var outages: UInt64 = 0
    private(set) var ejectionCount: UInt64 = 0

    init(_ policy: InstancePolicy) {
        self.policy = policy
        breaker = Breaker(policy.breaker ?? BreakerPolicy())
        ejections = Self.backoff(policy)
    }

    private static func backoff(_ policy: InstancePolicy) -> Backoff {
        let outliers = policy.outliers ?? OutlierPolicy()
        return Backoff(first: TimeAmount(outliers.ejection), longest: TimeAmount(outliers.longestEjection))
    }

    var availability: Availability {
        if breaker.isOpen { return .open }
        if isUnhealthy { return .unhealthy }
        if ejectedUntil != nil { return .ejected }
        return isOnTrial ? .trial : .available
    }

    /// When the breaker wants a probe, and when the ejection ends.
    var probeDue: NIODeadline? { breaker.openUntil }
    var ejectionEnds: NIODeadline? { ejectedUntil }

    /// Another table says something else; what no longer counts does not keep the instance out.
    mutating func adopt(_ policy: InstancePolicy) -> Change {
        guard policy != self.policy else { return .none }
        return change {
            $0.policy = policy
            $0.breaker = Breaker(policy.breaker ?? BreakerPolicy())
            $0.ejections = Self.backoff(policy)
            if policy.outliers == nil { $0.ejectedUntil = nil }
            if policy.health == nil { $0.isUnhealthy = false }
        }
    }

    /// A worker saw too many failures.
    mutating func requestsFailed(_ now: NIODeadline) -> Change {
        change { if $0.policy.breaker != nil, $0.breaker.open(now) { $0.outages += 1 } }
    }

    /// It is an outlier, and there are enough others.
    mutating func eject(_ now: NIODeadline) -> Change {
        guard availability.takesRequests, policy.outliers != nil else { return .none }
        return change {
            $0.ejectedUntil = $0.ejections.begin(now)
            $0.outages += 1
            $0.ejectionCount += 1
        }
    }

    /// Ends an ejection whose time is over.
    mutating func timePassed(_ now: NIODeadline) -> Change {
        guard let ejectedUntil, now >= ejectedUntil else { return .none }
        return change {
            $0.ejectedUntil = nil
            $0.ejections.end(now)
        }
    }

    mutating func probed(isWell: Bool, _ now: NIODeadline) -> Change {
        change {
            let wasOut = $0.breaker.isOpen || $0.isUnhealthy
            $0.breaker.probed(isWell: isWell, now)
            $0.countProbe(isWell: isWell)
            let isOut = $0.breaker.isOpen || $0.isUnhealthy
            if isOut {
                $0.isOnTrial = false
            } else if isWell {
                $0.isOnTrial = wasOut
            }
        }
    }

    private mutating func countProbe(isWell: Bool) {
        guard let health = policy.health else { return }
        guard isWell == isUnhealthy else {
            contrary = 0
            return
        }
        contrary += 1
        guard contrary >= (isUnhealthy ? health.healthyAfter : health.unhealthyAfter) else { return }
        contrary = 0
        isUnhealthy.toggle()
        if isUnhealthy { outages += 1 }
    }

    private mutating func change(_ body: (inout Condition) -> Void) -> Change {
        let before = availability
        body(&self)
        return availability == before ? .none : .became(availability)
    }
}

/// What a table says about keeping one instance in the rotation; the first of its targets decides.
struct InstancePolicy: Equatable {
    var health: HealthCheck?
    var breaker: BreakerPolicy?
    var outliers: OutlierPolicy?

    init(health: HealthCheck? = nil, breaker: BreakerPolicy? = BreakerPolicy(), outliers: OutlierPolicy? = nil) {
        self.health = health
        self.breaker = breaker
        self.outliers = outliers
    }

    init(_ targets: [Routing.Target]) {
        health = targets.compactMap(\.health).first
        breaker = targets.first?.breaker
        outliers = targets.compactMap(\.outliers).first
    }
}
