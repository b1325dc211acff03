package import Routing

/// What somebody who records wants to have.
package struct RecordingWish: Sendable {
    /// Ids of routes; empty: all.
    package var routes: Set<String>
    /// The share of their exchanges.
    package var sample: Share

    package init(routes: Set<String> = [], sample: Share = .whole) {
        self.routes = routes
        self.sample = sample
    }

    /// Whether it is for an exchange of this route that drew a uniformly random number.
    package func includes(_ route: String, random: UInt64) -> Bool {
        (routes.isEmpty || routes.contains(route)) && sample.contains(random: random)
    }
}
