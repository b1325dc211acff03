package import Store

/// An epoch of a route and what it came to.
package struct AdminPastEpoch: Codable, Sendable, Equatable {
    package var epoch: AdminEpoch
    package var compared: UInt64
    package var mismatch: UInt64

    package init(_ summary: EpochSummary) {
        epoch = AdminEpoch(summary.epoch, started: summary.started, updated: summary.updated)
        compared = summary.compared
        mismatch = summary.mismatches
    }
}
