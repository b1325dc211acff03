package import Foundation
package import Parity

/// What was seen of one route inside one epoch since the last delta; deltas merge in any order.
package struct EvidenceDelta: Sendable {
    package var route: String
    package var epoch: Epoch
    package var evidence: Evidence
    /// One per group key; `count` is what this delta adds.
    package var groups: [DifferenceGroup]

    package init(route: String, epoch: Epoch, evidence: Evidence, groups: [DifferenceGroup]) {
        self.route = route
        self.epoch = epoch
        self.evidence = evidence
        self.groups = groups
    }
}

/// All that is known about one route inside one epoch.
package struct EpochEvidence: Sendable, Equatable {
    /// The exchanges of one minute.
    package struct TrendPoint: Sendable, Hashable, Codable {
        package var minute: Date
        package var compared: Int
        package var mismatches: Int

        package init(minute: Date, compared: Int, mismatches: Int) {
            self.minute = minute
            self.compared = compared
            self.mismatches = mismatches
        }
    }

    package var route: String
    package var epoch: Epoch
    package var started: Date
    package var updated: Date
    package var evidence: Evidence
    /// Most frequent first.
    package var groups: [DifferenceGroup]
    /// Oldest first, at most `ProxyStore.trendMinutes` points.
    package var trend: [TrendPoint]
}

/// What became of an epoch, in two numbers.
package struct EpochSummary: Sendable, Hashable {
    package var epoch: Epoch
    package var started: Date
    package var updated: Date
    package var compared: UInt64
    package var mismatches: UInt64

    package init(epoch: Epoch, started: Date, updated: Date, compared: UInt64, mismatches: UInt64) {
        self.epoch = epoch
        self.started = started
        self.updated = updated
        self.compared = compared
        self.mismatches = mismatches
    }
}

/// An operator's decision to start counting from zero.
package struct ParityReset: Sendable, Hashable {
    package var route: String
    package var time: Date
    package var who: String
    package var why: String
}
