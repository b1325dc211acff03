package import Parity
package import Routing

/// Where gates read the evidence of a route.
package protocol EvidenceSource: Sendable {
    /// The evidence of the epoch in force for a route of the definition in force; nil when nothing was counted in it.
    func evidence(of route: Route) async throws -> CurrentEvidence?
}

/// The evidence of one route in the epoch in force.
package struct CurrentEvidence: Sendable, Equatable {
    package var epoch: Epoch
    package var evidence: Evidence
    /// The builds that answer at present where a side has more than one.
    package var alternatingBuilds: [String]
    /// Compared exchanges a second of late.
    package var pace: Double?

    package init(
        epoch: Epoch, evidence: Evidence, alternatingBuilds: [String] = [], pace: Double? = nil
    ) {
        self.pace = pace
        self.epoch = epoch
        self.evidence = evidence
        self.alternatingBuilds = alternatingBuilds
    }
}
