/// A route table as people wrote it, checked, with defaults filled in: everything but the flips.
package struct Definition: Sendable {
    package let gateway: Gateway
    /// In the order of the file; `monolith` is among them.
    package let targets: [Target]
    /// In the order of files and lines.
    package let routes: [Route]
    /// Every route belongs to one.
    package let units: [FlipUnit]
    /// Where the monolith stands in `targets`.
    package let monolith: TargetIndex
    /// The whole definition written in one way only: the identity of a revision, without comments or layout.
    package let canonicalText: String
    let matcher: Matcher

    /// The unit of that id.
    package func unit(_ id: String) -> FlipUnit? { units.first { $0.id == id } }

    /// The route of that id.
    package func route(_ id: String) -> Route? { routes.first { $0.id == id } }

    /// The table of this definition under the stored flips; a unit without one has the state its file says.
    ///
    /// Takes time proportional to the number of routes and never fails: ids that are not units are ignored, and a
    /// unit without a candidate stays with the monolith whatever is stored.
    package func compile(states: [String: RouteStatus] = [:], revision: Int) -> RouteTable {
        RouteTable(definition: self, states: states, revision: revision)
    }
}
