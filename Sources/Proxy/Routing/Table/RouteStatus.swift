/// The state of one flip unit, and in `canary` the share of keys that the service answers.
package struct RouteStatus: Hashable, Sendable, CustomStringConvertible {
    /// The state in force.
    package var state: RouteState
    /// The share of keys that go to the service; `.zero` in every state but `canary`.
    package var canary: Share

    package init(_ state: RouteState, canary: Share = .zero) {
        self.state = state
        self.canary = state == .canary ? canary : .zero
    }

    /// `shadow`, `canary 5%`.
    package var description: String {
        state == .canary ? "canary \(canary)" : state.rawValue
    }
}
