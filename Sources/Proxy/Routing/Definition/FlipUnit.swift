/// Routes that flip as one because they share the ownership of data: a group, or a route that has none.
package struct FlipUnit: Hashable, Sendable {
    /// The group's id, or the route's.
    package let id: String
    /// Whether it is a declared group.
    package let isGroup: Bool
    /// Its members in `RouteTable.routes`, in the order of their definition.
    package let routes: [RouteIndex]
    /// The service that may take over; nil: the unit cannot flip.
    package let candidate: TargetIndex?
    /// The system of record before the unit is extracted.
    package let owner: TargetIndex
    package let data: DataMode
    /// Where both sides report the feed's position; nil: no feed to wait for.
    package let feedPath: String?
    /// The state written in the file, which counts until a flip is stored.
    package let declared: RouteStatus
    /// What a canary's share is a share of; the first key that a request has decides.
    package let canaryKeys: [CanaryKey]
    /// Where it is defined.
    package let location: SourceLocation
}
