/// How far a route has moved from the monolith to its service (glossary: *state*).
package enum RouteState: String, Sendable, Hashable, CaseIterable, Comparable {
    /// The monolith answers; nothing else sees the request.
    case monolith
    /// The monolith answers and the service gets a copy nobody waits for.
    case shadow
    /// The service answers for a share of the keys, the owner for all others.
    case canary
    /// The service answers and owns the data; the monolith is the fallback.
    case extracted
    /// The service answers and there is no way back in the table.
    case retired

    /// Orders the states along the migration, so that `a < b` reads "b is further than a".
    package static func < (a: Self, b: Self) -> Bool { a.position < b.position }

    private var position: Int {
        switch self {
        case .monolith: 0
        case .shadow: 1
        case .canary: 2
        case .extracted: 3
        case .retired: 4
        }
    }
}
