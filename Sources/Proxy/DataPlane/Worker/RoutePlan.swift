import Routing

/// The part of a route that every exchange needs, small and without a reference, so that reading it costs a copy.
struct RoutePlan {
    let timeouts: Stages.Limits
    let data: DataMode
    let when: Fallback.Conditions
    /// An idempotency key makes a write of this route repeatable.
    let mayBeKeyed: Bool

    init(_ route: Route) {
        timeouts = Stages.Limits(route.timeouts)
        data = route.data
        when = route.fallback.when
        mayBeKeyed = route.idempotency == .required
    }

    /// For requests that no route matches.
    init() {
        timeouts = Stages.Limits(Timeouts())
        data = .fed
        when = []
        mayBeKeyed = false
    }
}
