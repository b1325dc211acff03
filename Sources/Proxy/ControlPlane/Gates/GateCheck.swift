package import Parity
package import Routing
package import Store

/// Asks the gates of all routes of a flip unit (step 11 of the life of a request).
package struct GateCheck: Sendable {
    let evidence: any EvidenceSource

    package init(evidence: any EvidenceSource) {
        self.evidence = evidence
    }

    /// What the gates of the state that is reached say, for each route that has one; evidence of the waived ones is
    /// noted, but does not count.
    package func outcomes(
        of unit: FlipUnit, in definition: Definition, reaching state: RouteState, waiving waived: Set<String> = []
    ) async throws -> [GateOutcome] {
        var outcomes: [GateOutcome] = []
        for index in unit.routes {
            let route = definition.routes[Int(index.value)]
            guard route.candidate != nil, let asked = route.gates.gate(reaching: state) else { continue }
            let gate = Parity.Gate(asked)
            let current = try await evidence.evidence(of: route)
            outcomes.append(
                GateOutcome(
                    route: route.id, gate: gate,
                    result: gate.evaluate(
                        current?.evidence ?? Evidence(), alternating: current?.alternatingBuilds ?? [],
                        pace: current?.pace),
                    epoch: current?.epoch, waived: waived.contains(route.id)))
        }
        return outcomes
    }
}

extension Parity.Gate {
    /// The gate that a route table asks for, in the terms of parity.
    package init(_ gate: Routing.Gate) {
        self.init(
            mismatch: gate.mismatch.fraction, confidence: gate.confidence.fraction,
            comparedShare: gate.comparedShare.fraction, minimumCompared: UInt64(max(0, gate.minCompared)),
            p99Increase: gate.p99Increase, clients: Self.count(gate.clients), sessions: Self.count(gate.sessions),
            hours: Self.count(gate.hours))
    }

    private static func count(_ asked: Int) -> UInt64? {
        asked > 0 ? UInt64(asked) : nil
    }
}

extension GateOutcome {
    /// Whether this route lets its unit pass.
    package var passes: Bool { waived || result.isOpen }
}
