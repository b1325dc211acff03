/// Who answers one request, who gets a copy, who stands in. Trivial: copying it touches no reference.
package struct Decision: Equatable, Sendable {
    /// The route in `RouteTable.routes`; nil when no route matched.
    package let route: RouteIndex?
    /// Who answers.
    package let answer: Answer
    /// Who gets a copy that nobody waits for; already sampled.
    package let shadow: TargetIndex?
    /// Who may answer when the chosen target cannot; `FallbackPolicy` says when.
    package let fallback: TargetIndex?
    /// Why.
    package let reason: Reason
    /// Whether this request changes something at the target.
    package let effect: Effect

    /// Who answers.
    package enum Answer: Equatable, Sendable {
        case target(TargetIndex)
        /// Ficus itself, with this status and no target.
        case status(UInt16)
    }

    /// Why the answer comes from where it comes; the raw value is what logs, metrics and `Ficus-Answered-By` show.
    package enum Reason: String, Sendable, CaseIterable {
        case monolith, shadow
        /// In canary, the service answers: the request's key is in the share.
        case canary
        /// In canary, the owner answers: no key, a key outside the share, or a write of a fed group.
        case owner
        case extracted, retired
        /// The route has a fixed answer.
        case fixed
        /// No route matched.
        case unmatched
    }
}
