import Routing

/// The part of a route that every exchange needs, small and without a reference, so that reading it costs a copy.
struct RoutePlan {
    let timeouts: Stages.Limits
    let data: DataMode
    let when: Fallback.Conditions
    /// An idempotency key makes a write of this route repeatable.
    let mayBeKeyed: Bool

    /// Bytes of content that a request may have.
    let bodyLimit: Int
    let answerPace: Pace.Rule

    init(_ route: Route, _ limits: Gateway.Limits) {
        timeouts = Stages.Limits(route.timeouts)
        data = route.data
        when = route.fallback.when
        mayBeKeyed = route.idempotency == .required
        bodyLimit = route.limits.body ?? .max
        answerPace = Pace.Rule(bytesPerSecond: route.limits.answerRate, grace: limits.rateGrace)
    }

    /// For requests that no route matches.
    init(unmatchedIn gateway: Gateway) {
        let limits = gateway.limits
        timeouts = Stages.Limits(gateway.timeouts)
        data = .fed
        when = []
        mayBeKeyed = false
        bodyLimit = limits.messages.body ?? .max
        answerPace = Pace.Rule(bytesPerSecond: limits.messages.answerRate, grace: limits.rateGrace)
    }
}
