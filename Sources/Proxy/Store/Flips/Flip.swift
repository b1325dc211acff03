package import Foundation
package import Parity
package import Routing

/// A recorded change of the state of a flip unit (a group, or a route without one).
package struct Flip: Sendable, Equatable, Codable {
    package enum Direction: String, Sendable, Codable {
        case forward, rollback
    }

    /// The id of the group, or of the route without a group.
    package var unit: String
    package var direction: Direction
    package var from: RouteStatus
    package var to: RouteStatus
    /// Kept to the millisecond.
    package var time: Date
    package var who: String
    /// Empty when nobody gave a reason; never empty for a forced flip.
    package var why: String
    /// The gate or the feed said no, and the operator said yes.
    package var forced: Bool
    /// Routes of the group whose gate was waived, for the reason in `why`.
    package var waivers: [String]
    /// What the gate saw, for each route that it looked at.
    package var gates: [GateOutcome]

    package init(
        unit: String, direction: Direction, from: RouteStatus, to: RouteStatus, time: Date, who: String, why: String,
        forced: Bool = false, waivers: [String] = [], gates: [GateOutcome] = []
    ) {
        self.unit = unit
        self.direction = direction
        self.from = from
        self.to = to
        self.time = Date(timeIntervalSince1970: (time.timeIntervalSince1970 * 1000).rounded() / 1000)
        self.who = who
        self.why = why
        self.forced = forced
        self.waivers = waivers
        self.gates = gates
    }
}

/// What the gate said about one route at the moment of a flip, with the numbers it said it from.
package struct GateOutcome: Sendable, Equatable, Codable {
    package var route: String
    package var gate: Parity.Gate
    package var result: GateResult
    /// nil when nothing has been compared yet.
    package var epoch: Epoch?
    package var waived: Bool

    package init(route: String, gate: Parity.Gate, result: GateResult, epoch: Epoch?, waived: Bool) {
        self.route = route
        self.gate = gate
        self.result = result
        self.epoch = epoch
        self.waived = waived
    }
}

/// A flip with its place in the chain.
package struct StoredFlip: Sendable, Equatable {
    /// Counts from 1 without gaps.
    package var sequence: Int
    package var flip: Flip
    /// SHA-256 over the previous hash, the sequence and the record as stored; hex.
    package var hash: String

    package init(sequence: Int, flip: Flip, hash: String) {
        self.sequence = sequence
        self.flip = flip
        self.hash = hash
    }
}
