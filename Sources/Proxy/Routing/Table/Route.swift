/// One endpoint with everything its definition says, defaults filled in (glossary: *route*).
package struct Route: Sendable {
    /// Globally unique, such as `orders.create`.
    package let id: String
    /// What flips as one: the group's id, or the route's own for a route without a group.
    package let unit: String
    /// The group it belongs to, if any.
    package let group: String?
    /// The domain of the file it stands in, such as `orders`.
    package let domain: String?
    /// What the route matches.
    package let pattern: RoutePattern
    /// What the route does when nothing is flipped by the method alone; see `effect(of:)`.
    package let declaredEffect: Effect
    /// Whether a write may be sent again when it carries an idempotency key.
    package let idempotency: Idempotency
    /// The service that may take over; nil for a route that stays with the monolith or has a fixed answer.
    package let candidate: TargetIndex?
    /// A fixed status instead of a target (`answer: 404`).
    package let fixedAnswer: UInt16?
    /// How a shadow copy of a write is kept without effect.
    package let shadowWrites: ShadowWrites
    package let fallback: Fallback
    package let timeouts: Timeouts
    package let limits: MessageLimits
    package internal(set) var parity: ParityRules
    package let gates: Gates
    /// One database or two with a feed between them.
    package let data: DataMode
    /// The target that is the system of record before the route is extracted.
    package let owner: TargetIndex
    /// Where the two sides report the feed's position, such as `/internal/feed`.
    package let feedPath: String?
    /// The definition written in one way only: equal texts behave alike. An epoch ends when it changes.
    package let canonicalText: String
    /// Where it is defined.
    package let location: SourceLocation

    /// The same route compared under other rules; its definition stays what it is.
    package func compared(under rules: ParityRules) -> Route {
        var route = self
        route.parity = rules
        return route
    }

    /// Whether a request of `method` changes something: GET, HEAD, OPTIONS and TRACE never do on a route for every method.
    package func effect(of method: Method) -> Effect {
        pattern.method == nil && method.isSafe ? .read : declaredEffect
    }
}
