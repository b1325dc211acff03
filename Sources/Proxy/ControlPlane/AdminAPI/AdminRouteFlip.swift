package import Foundation
import Parity
package import Routing
package import Store

/// A flip as the report of a route tells it.
package struct AdminRouteFlip: Codable, Sendable, Equatable {
    /// nil: not persisted yet.
    package var sequence: Int?
    package var time: Date
    package var direction: Flip.Direction
    package var from: RouteStatus
    package var to: RouteStatus
    package var who: String
    /// Empty when nobody gave a reason.
    package var why: String
    package var forced: Bool
    /// This route's gate did not count.
    package var waived: Bool
    /// What this route's gate saw; nil when it was not asked.
    package var compared: UInt64?
    package var mismatches: UInt64?

    init(_ entry: FlipHistory.Entry, of route: String) {
        let flip = entry.flip
        let outcome = flip.gates.first { $0.route == route }
        sequence = entry.sequence
        time = flip.time
        direction = flip.direction
        from = flip.from
        to = flip.to
        who = flip.who
        why = flip.why
        forced = flip.forced
        waived = flip.waivers.contains(route)
        compared = outcome?.result.compared
        mismatches = outcome?.result.mismatches
    }

    /// What is out of the ordinary about it, a word or two each.
    var notes: [String] {
        [
            direction == .rollback ? "rollback" : nil, forced ? "forced" : nil, waived ? "gate waived" : nil,
            sequence == nil ? "not persisted" : nil,
        ].compactMap(\.self)
    }
}
