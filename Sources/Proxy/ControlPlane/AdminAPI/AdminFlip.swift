package import Routing
package import Store

/// `POST /flips`: a flip forward, or backwards to a given state.
package struct FlipRequest: Codable, Sendable, Equatable {
    /// A group, or a route without one.
    package var unit: String
    package var to: RouteStatus
    package var who: String
    package var reason: String?
    /// Flips although the gate or the feed says no; needs a reason.
    package var force: Bool?
    /// Routes of the group whose gate does not count; needs a reason.
    package var waive: [String]?

    package init(
        unit: String, to: RouteStatus, who: String, reason: String? = nil, force: Bool? = nil, waive: [String]? = nil
    ) {
        self.unit = unit
        self.to = to
        self.who = who
        self.reason = reason
        self.force = force
        self.waive = waive
    }
}

/// `POST /rollbacks`: one step back in history, or to a given state.
package struct RollbackRequest: Codable, Sendable, Equatable {
    package var unit: String
    /// nil: the state before the current one.
    package var to: RouteStatus?
    package var who: String
    package var reason: String?

    package init(unit: String, to: RouteStatus? = nil, who: String, reason: String? = nil) {
        self.unit = unit
        self.to = to
        self.who = who
        self.reason = reason
    }
}

/// What a flip or rollback did. It is published to every worker when this is sent.
package struct FlipAnswer: Codable, Sendable, Equatable {
    package var flip: Flip
    /// Its number in the audit trail; nil while it is not persisted.
    package var sequence: Int?
    /// False when the unit was in that state already and nothing was recorded.
    package var changed: Bool
    /// A rollback that is in force and could not be written yet.
    package var unpersisted: Bool
    /// The routes that it moved.
    package var routes: [String]
    /// Rollback: events of the service that the owner has not applied yet; nil without a feed.
    package var eventsNotRelayed: Int?
    /// Why the number of events is not known although there is a feed.
    package var feedProblem: String?

    package init(
        flip: Flip, sequence: Int? = nil, changed: Bool = true, unpersisted: Bool = false, routes: [String],
        eventsNotRelayed: Int? = nil, feedProblem: String? = nil
    ) {
        self.flip = flip
        self.sequence = sequence
        self.changed = changed
        self.unpersisted = unpersisted
        self.routes = routes
        self.eventsNotRelayed = eventsNotRelayed
        self.feedProblem = feedProblem
    }
}

/// `GET /history`: the audit trail, newest first.
package struct AdminHistory: Codable, Sendable, Equatable {
    package struct Entry: Codable, Sendable, Equatable {
        /// nil: not persisted yet.
        package var sequence: Int?
        package var hash: String?
        package var flip: Flip

        package init(sequence: Int?, hash: String?, flip: Flip) {
            self.sequence = sequence
            self.hash = hash
            self.flip = flip
        }
    }

    /// Whether every hash was recomputed and fits.
    package var verified: Bool
    /// Why not.
    package var problem: String?
    package var entries: [Entry]

    package init(verified: Bool, problem: String?, entries: [Entry]) {
        self.verified = verified
        self.problem = problem
        self.entries = entries
    }
}
