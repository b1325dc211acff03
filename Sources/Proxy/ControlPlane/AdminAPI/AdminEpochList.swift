import Store

/// `GET /parity/routes/{id}/epochs`: all that was ever counted of a route.
package struct AdminEpochList: Codable, Sendable, Equatable {
    package struct Entry: Codable, Sendable, Equatable {
        package var epoch: AdminEpoch
        package var counts: AdminParityCounts
    }

    package var route: String
    /// Newest first.
    package var epochs: [Entry]

    init(route: String, _ epochs: [EpochEvidence]) {
        self.route = route
        self.epochs = epochs.map {
            Entry(
                epoch: AdminEpoch($0.epoch, started: $0.started, updated: $0.updated),
                counts: AdminParityCounts($0.evidence))
        }
    }
}
