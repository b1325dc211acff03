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
    package var next: AdminNextStep

    package init(
        id: String, unit: String, match: String, candidate: String?, status: RouteStatus, epoch: AdminEpoch?,
        counts: AdminParityCounts, behaviors: [AdminBehavior], latency: AdminLatency?, recall: Recall,
        gates: [AdminGate], trend: [AdminTrendPoint], groups: [DifferenceGroup], ignore: [String], next: AdminNextStep
    ) {
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

/// The epoch in force of a route.
package struct AdminEpoch: Codable, Sendable, Equatable {
    package var started: Date
    package var updated: Date
    package var monolithBuild: String
    package var serviceBuild: String
    package var resets: Int

    package init(_ epoch: Epoch, started: Date, updated: Date) {
        self.started = started
        self.updated = updated
        monolithBuild = epoch.monolithBuild
        serviceBuild = epoch.serviceBuild
        resets = epoch.resets
    }
}

/// The counters of a route's evidence.
package struct AdminParityCounts: Codable, Sendable, Equatable {
    package var compared: UInt64
    package var match: UInt64
    package var noise: UInt64
    /// Differing answers, and failed shadow legs.
    package var mismatch: UInt64
    package var failed: [FailureKind: UInt64]
    package var unknown: [UnknownReason: UInt64]
    package var skipped: [SkipReason: UInt64]
    /// Of the sampled exchanges, the share that was compared.
    package var comparedShare: Double
    /// Of the values in the monolith's bodies, the share that no rule leaves out.
    package var coverage: Double

    package init(_ evidence: Evidence) {
        compared = evidence.compared
        match = evidence.match
        noise = evidence.noise
        mismatch = evidence.mismatches
        failed = evidence.failed
        unknown = evidence.unknown
        skipped = evidence.skipped
        comparedShare = evidence.comparedShare
        coverage = evidence.coverage.share
    }
}

/// One kind of behaviour: status class and shape of the monolith's answers.
package struct AdminBehavior: Codable, Sendable, Equatable {
    package var kind: String
    package var count: BehaviorCount

    package init(kind: String, count: BehaviorCount) {
        self.kind = kind
        self.count = count
    }
}

/// How long both sides took, in milliseconds.
package struct AdminLatency: Codable, Sendable, Equatable {
    package var monolithP50: Double
    package var monolithP99: Double
    package var serviceP50: Double
    package var serviceP99: Double

    /// nil when one side was never measured.
    package init?(_ evidence: Evidence) {
        guard let monolithP50 = evidence.monolithLatency.percentile(0.5),
            let monolithP99 = evidence.monolithLatency.percentile(0.99),
            let serviceP50 = evidence.serviceLatency.percentile(0.5),
            let serviceP99 = evidence.serviceLatency.percentile(0.99)
        else { return nil }
        self.monolithP50 = Double(monolithP50) / 1_000_000
        self.monolithP99 = Double(monolithP99) / 1_000_000
        self.serviceP50 = Double(serviceP50) / 1_000_000
        self.serviceP99 = Double(serviceP99) / 1_000_000
    }
}

/// What the gate of a state ahead says.
package struct AdminGate: Codable, Sendable, Equatable {
    /// The state that it guards.
    package var state: String
    package var gate: Parity.Gate
    package var result: GateResult
    /// One phrase for each reason why it is closed.
    package var reasons: [String]

    package init(state: String, gate: Parity.Gate, result: GateResult, reasons: [String]) {
        self.state = state
        self.gate = gate
        self.result = result
        self.reasons = reasons
    }
}

/// Verdicts of one stretch of time.
package struct AdminTrendPoint: Codable, Sendable, Equatable {
    package var start: Date
    package var compared: UInt64
    package var mismatches: UInt64

    package init(start: Date, compared: UInt64, mismatches: UInt64) {
        self.start = start
        self.compared = compared
        self.mismatches = mismatches
    }
}

/// What to do next about a route.
package struct AdminNextStep: Codable, Sendable, Equatable {
    /// One sentence.
    package var advice: String
    /// The command that does it, or shows more.
    package var command: String?

    package init(advice: String, command: String? = nil) {
        self.advice = advice
        self.command = command
    }
}
