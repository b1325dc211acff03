package import Foundation
package import Parity
package import Routing
import Store

/// `GET /parity`: what is known about the agreement of both sides, route by route.
package struct AdminParity: Codable, Sendable, Equatable {
    package var generated: Date
    /// Of the route table in force.
    package var revision: Int
    /// The comparator's test of itself, over all routes.
    package var recall: Recall
    package var routes: [AdminRouteParity]

    package init(generated: Date, revision: Int, recall: Recall, routes: [AdminRouteParity]) {
        self.generated = generated
        self.revision = revision
        self.recall = recall
        self.routes = routes
    }
}

/// One route of `GET /parity`.
package struct AdminRouteParity: Codable, Sendable, Equatable {
    package var id: String
    /// What it flips with: its group's id, or its own.
    package var unit: String
    /// As written, such as `GET /api/v1/orders/:id`.
    package var match: String
    /// nil: the route stays with the monolith.
    package var candidate: String?
    package var status: RouteStatus
    /// nil: nothing was compared in the epoch in force.
    package var epoch: AdminEpoch?
    package var counts: AdminParityCounts
    /// Most seen first.
    package var behaviors: [AdminBehavior]
    package var latency: AdminLatency?
    package var recall: Recall
    /// The gates of the states ahead, nearest first.
    package var gates: [AdminGate]
    /// Oldest first, a point for each stretch of equal length.
    package var trend: [AdminTrendPoint]
    /// Most frequent first.
    package var groups: [DifferenceGroup]
    /// What the comparison leaves out by rule.
    package var ignore: [String]
    package var noise: AdminNoise
    package var audience: AdminAudience
    /// What each rule costs, and what it was good for.
    package var rules: AdminRuleCosts
    /// nil: what its writes change is not compared.
    package var effects: AdminEffects?
    /// Compared exchanges a second of late; nil when there were none.
    package var pace: Double?
    /// Where the two sides listen; nil where there is no other side.
    package var bases: AdminBases?
    /// Of the unit, newest first; at most ``flipLimit``.
    package var flips: [AdminRouteFlip]
    /// Newest first, that in force included; at most ``epochLimit``.
    package var epochs: [AdminPastEpoch]
    package var next: AdminNextStep

    /// All of them: `GET /history`.
    package static let flipLimit = 20

    /// All of them: `GET /parity/routes/{id}/epochs`.
    package static let epochLimit = 5

    package init(
        id: String, unit: String, match: String, candidate: String?, status: RouteStatus, epoch: AdminEpoch?,
        counts: AdminParityCounts, behaviors: [AdminBehavior], latency: AdminLatency?, recall: Recall,
        gates: [AdminGate], trend: [AdminTrendPoint], groups: [DifferenceGroup], ignore: [String],
        noise: AdminNoise = AdminNoise(Evidence()), audience: AdminAudience = AdminAudience(Evidence()),
        rules: AdminRuleCosts = AdminRuleCosts(), effects: AdminEffects? = nil, epochs: [AdminPastEpoch] = [],
        pace: Double? = nil, bases: AdminBases? = nil, flips: [AdminRouteFlip] = [], next: AdminNextStep
    ) {
        self.pace = pace
        self.bases = bases
        self.flips = flips
        self.rules = rules
        self.effects = effects
        self.epochs = epochs
        self.noise = noise
        self.audience = audience
        self.id = id
        self.unit = unit
        self.match = match
        self.candidate = candidate
        self.status = status
        self.epoch = epoch
        self.counts = counts
        self.behaviors = behaviors
        self.latency = latency
        self.recall = recall
        self.gates = gates
        self.trend = trend
        self.groups = groups
        self.ignore = ignore
        self.next = next
    }
}
