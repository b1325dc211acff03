import Parity
import Routing

/// Says where a route stands and what to do next: one sentence, and one command that can be pasted.
struct NextStep {
    var route: String
    var unit: String
    var candidate: String?
    var status: RouteStatus
    var evidence: Evidence
    /// The nearest gate ahead.
    var gate: AdminGate?
    /// The most frequent group of differences.
    var worst: DifferenceGroup.Key?
    /// Other routes of the unit whose gate is closed.
    var blockedBy: [String]

    var step: AdminNextStep {
        guard let candidate else { return AdminNextStep(.stays, "It stays with the monolith; there is nothing to do.") }
        switch status.state {
        case .monolith:
            return AdminNextStep(
                .idle, "Shadow it: copies of its traffic go to \(candidate), and nobody waits for them.",
                command: "ficus flip \(unit) shadow")
        case .shadow, .canary:
            guard let gate else { return AdminNextStep(.blocked, "No gate is ahead.") }
            return gate.result.isOpen ? open(gate) : closed(gate, candidate)
        case .extracted:
            return AdminNextStep(
                .moved,
                "\(candidate) answers, the monolith is its fallback. Retire it when nothing needs that any more.",
                command: "ficus flip \(unit) retired")
        case .retired:
            return AdminNextStep(.moved, "Done: \(candidate) answers, and the monolith's code can go.")
        }
    }

    private func closed(_ gate: AdminGate, _ candidate: String) -> AdminNextStep {
        let failed = evidence.failed.max { $0.value < $1.value }
        if let failed, failed.value > evidence.mismatch {
            return AdminNextStep(
                .silent,
                "\(candidate) gave no answer to \(ReportNumbers.count(evidence.mismatches - evidence.mismatch)) copies (\(failed.key.rawValue)). "
                    + "Bring it up, then start counting anew.",
                command: "ficus parity reset \(route) --reason \"\(candidate) was down\"")
        }
        if evidence.mismatch > 0 {
            let place = worst.map { " at \($0.pattern) (\($0.kind.rawValue))" } ?? ""
            return AdminNextStep(
                .differs,
                "Fix \(candidate)\(place) and deploy it under a new build: counting then starts anew by itself.",
                command: "ficus parity verdicts --last 20 --route \(route)")
        }
        if gate.result.moreNeeded > 0 {
            let more = ReportNumbers.count(gate.result.moreNeeded)
            let rest = zip(gate.result.refusals, gate.reasons).filter { !$0.0.isAboutCount }.map(\.1)
            return AdminNextStep(
                .gathering,
                rest.isEmpty
                    ? "Keep the traffic coming: \(more) more matching exchanges open the gate to \(gate.state)."
                    : "Keep the traffic coming: the gate to \(gate.state) needs \(more) more matching exchanges. "
                        + "Besides, \(rest[0])\(rest.count > 1 ? ", and \(rest.count - 1) more" : "").",
                command: "ficus parity report")
        }
        return AdminNextStep(
            .blocked, "The numbers suffice, but \(gate.reasons.first ?? "the gate is closed").",
            command: "ficus parity report")
    }

    private func open(_ gate: AdminGate) -> AdminNextStep {
        guard blockedBy.isEmpty else {
            let names = blockedBy.prefix(3).joined(separator: ", ") + (blockedBy.count > 3 ? ", …" : "")
            return AdminNextStep(
                .waiting, "Its own gate to \(gate.state) is open; \(unit) flips as one, and waits for \(names).",
                command: "ficus parity report")
        }
        let percent = gate.state == RouteState.canary.rawValue ? " --percent 5" : ""
        return AdminNextStep(
            .ready, "The gate to \(gate.state) is open.", command: "ficus flip \(unit) \(gate.state)\(percent)")
    }
}
