/// Where a route stands on its way, worst first.
package enum AdminStanding: String, Codable, Sendable, CaseIterable {
    /// The service answers differently.
    case differs
    /// The service gives no answer.
    case silent
    /// The numbers suffice, and something else keeps the gate closed.
    case blocked
    /// The gate is open, and so are those of the routes that flip with it.
    case ready
    /// Its own gate is open; others of its group are not.
    case waiting
    /// It agrees so far, and more exchanges are needed.
    case gathering
    /// Not shadowed yet.
    case idle
    /// The service answers clients.
    case moved
    /// It has no service to move to.
    case stays

    /// For people.
    package var label: String {
        switch self {
        case .differs: "differs"
        case .silent: "no answer"
        case .blocked: "blocked"
        case .ready: "ready"
        case .waiting: "waits for its group"
        case .gathering: "gathering evidence"
        case .idle: "not started"
        case .moved: "moved"
        case .stays: "stays"
        }
    }
}
