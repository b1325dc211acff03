import Parity

/// A behaviour that was seen on the monolith and is not compared as often as a gate wants it.
package struct AdminGap: Codable, Sendable, Equatable {
    package var route: String
    package var kind: String
    package var seen: UInt64
    package var compared: UInt64
    /// Of the route's exchanges, 0...1: what it weighs.
    package var share: Double
    /// Too rare to be asked for by itself.
    package var isRare: Bool
    /// A request that shows it, redacted.
    package var example: String?

    /// The gaps of all routes, heaviest first in each.
    package static func gaps(of parity: AdminParity) -> [AdminGap] {
        parity.routes.flatMap { route -> [AdminGap] in
            let total = route.behaviors.reduce(0) {
                BehaviorKind($1.kind).dimension == .answer ? $0 + $1.count.seen : $0
            }
            return route.behaviors.filter { !Parity.Gate.isCovered($0.count) }.map { behavior in
                let share = Double(behavior.count.seen) / Double(max(1, total))
                return AdminGap(
                    route: route.id, kind: behavior.kind, seen: behavior.count.seen,
                    compared: behavior.count.compared, share: min(1, share),
                    isRare: share < Parity.Gate.behaviorShare, example: behavior.count.example)
            }.sorted { ($1.seen, $0.kind) < ($0.seen, $1.kind) }
        }
    }
}
