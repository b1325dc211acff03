/// Says which ids of the two sides name the same thing. Asked only where values differ, so it costs equal answers nothing.
package protocol IdentityJudge: Sendable {
    /// Whether two values that differ (in value or type) at a place are equal up to renaming.
    func areEquivalent(_ monolith: LeafValue, _ service: LeafValue, at path: DifferencePath) -> Bool

    /// What the monolith calls the thing that the service names so, for aligning the elements of lists; nil when unknown.
    func monolithName(of service: LeafValue, at path: DifferencePath) -> LeafValue?
}

/// Says which differences the monolith explains by disagreeing with itself in this exchange. Asked only about differences
/// that the rules and the identity of ids left over.
package protocol VolatilityJudge: Sendable {
    /// Whether a difference is noise: its place is volatile, and what the service has there keeps the shape.
    func excuses(_ difference: RawDifference) -> Bool

    /// Whether the monolith reorders the list at this place against itself: it is then aligned without regard to order.
    func isUnordered(at path: DifferencePath) -> Bool

    /// Whether elements of the list at this place come and go: then those with different names are different elements,
    /// and not one that was changed.
    func hasMovingElements(at path: DifferencePath) -> Bool

    /// Whether the elements of the list at this place are known by their places alone.
    func isVector(at path: DifferencePath) -> Bool
}

extension VolatilityJudge {
    package func hasMovingElements(at path: DifferencePath) -> Bool { false }
    package func isVector(at path: DifferencePath) -> Bool { false }
}
