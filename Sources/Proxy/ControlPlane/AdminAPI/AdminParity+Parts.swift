package import Foundation
package import Parity

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

/// Verdicts of one stretch of time, and what was known at its end.
package struct AdminTrendPoint: Codable, Sendable, Equatable {
    package var start: Date
    package var compared: UInt64
    package var mismatches: UInt64
    /// Of all compared up to the end of the stretch, the share that differs.
    package var rate: Double?
    /// The mismatch rate that these rule out, at the confidence of the nearest gate (95 % without one).
    package var bound: Double?

    package init(start: Date, compared: UInt64, mismatches: UInt64, rate: Double? = nil, bound: Double? = nil) {
        self.rate = rate
        self.bound = bound
        self.start = start
        self.compared = compared
        self.mismatches = mismatches
    }
}

/// Where a route stands, and what to do next about it.
package struct AdminNextStep: Codable, Sendable, Equatable {
    package var standing: AdminStanding
    /// One sentence.
    package var advice: String
    /// The command that does it, or shows more.
    package var command: String?

    package init(_ standing: AdminStanding, _ advice: String, command: String? = nil) {
        self.standing = standing
        self.advice = advice
        self.command = command
    }
}
