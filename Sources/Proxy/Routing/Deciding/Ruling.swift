/// What the table of states (DESIGN 4.5) says about one route under its present status; trivial, one a route.
struct Ruling: Sendable {
    /// The unit's position in `RouteTable.units`.
    let unit: Int32
    let status: RouteStatus
    let fixedAnswer: UInt16?
    let monolith: TargetIndex
    let candidate: TargetIndex
    let owner: TargetIndex
    let fallback: TargetIndex?
    let sample: Share
    let declaredEffect: Effect
    let matchesEveryMethod: Bool
    let sharesData: Bool
    let shadowsWrites: Bool

    init(_ route: Route, unit: Int32, status: RouteStatus, monolith: TargetIndex) {
        self.unit = unit
        self.status = status
        self.monolith = monolith
        fixedAnswer = route.fixedAnswer
        candidate = route.candidate ?? monolith
        owner = route.owner
        fallback = route.fallback.target
        sample = route.parity.sample
        declaredEffect = route.declaredEffect
        matchesEveryMethod = route.pattern.method == nil
        sharesData = route.data == .shared
        shadowsWrites = route.shadowWrites != .none
    }

    /// Whether a request of `method` changes something; see `Route.effect(of:)`.
    func effect(of method: Method) -> Effect {
        matchesEveryMethod && method.isSafe ? .read : declaredEffect
    }

    /// The decision for one request. `isInCanary` is asked in canary only, because it reads the request's key.
    func decision(
        route: RouteIndex, effect: Effect, random: UInt64, isInCanary: () -> Bool
    ) -> Decision {
        /// A write is copied to the service alone, and only where its effects are contained.
        func copy(to target: TargetIndex) -> TargetIndex? {
            let isAllowed = effect == .read || (shadowsWrites && target == candidate)
            return isAllowed && sample.contains(random: random) ? target : nil
        }
        func answer(
            _ target: TargetIndex, _ reason: Decision.Reason, shadow: TargetIndex? = nil, fallback: TargetIndex? = nil
        ) -> Decision {
            Decision(
                route: route, answer: .target(target), shadow: shadow == target ? nil : shadow,
                fallback: fallback == target ? nil : fallback, reason: reason, effect: effect)
        }

        if let fixedAnswer {
            return Decision(
                route: route, answer: .status(fixedAnswer), shadow: nil, fallback: nil, reason: .fixed, effect: effect)
        }
        switch status.state {
        case .monolith:
            return answer(monolith, .monolith)
        case .shadow:
            return answer(monolith, .shadow, shadow: copy(to: candidate))
        case .canary:
            if (effect == .read || sharesData) && isInCanary() {
                return answer(candidate, .canary, shadow: copy(to: monolith), fallback: fallback)
            }
            return answer(
                owner, .owner, shadow: copy(to: owner == candidate ? monolith : candidate), fallback: fallback)
        case .extracted:
            return answer(candidate, .extracted, fallback: fallback)
        case .retired:
            return answer(candidate, .retired)
        }
    }

    /// Whether a new attempt of a request with this effect may go to `target` under this status.
    func permits(_ target: TargetIndex, effect: Effect) -> Bool {
        guard fixedAnswer == nil else { return false }
        let mayLeaveOwner = effect == .read || sharesData
        switch status.state {
        case .monolith, .shadow: return target == monolith
        case .canary: return target == owner || (mayLeaveOwner && (target == candidate || target == fallback))
        case .extracted: return target == candidate || (mayLeaveOwner && target == fallback)
        case .retired: return target == candidate
        }
    }
}
