import Parity
import Routing

/// Says what to do next about a route: one sentence, and one command that can be pasted.
struct NextStep {
    var unit: String
    var candidate: String?
    var status: RouteStatus
    var evidence: Evidence
    /// The nearest gate ahead.
    var gate: AdminGate?
    /// The most frequent group of differences.
    var worst: DifferenceGroup.Key?
    var route: String
    /// Other routes of the unit whose gate is closed.
    var blockedBy: [String]

    var advice: AdminNextStep {
        guard let candidate else { return AdminNextStep(advice: "It stays with the monolith; there is nothing to do.") }
        switch status.state {
        case .monolith:
            return AdminNextStep(
                advice: "Shadow it: copies of its traffic go to \(candidate), and nobody waits for them.",
                command: "ficus flip \(unit) shadow")
        case .shadow, .canary: return ahead(candidate)
        case .extracted:
            return AdminNextStep(
                advice: "\(candidate) answers. When nothing needs the monolith's code for it any more, retire it.",
                command: "ficus flip \(unit) retired")
        case .retired: return AdminNextStep(advice: "Done: \(candidate) answers, and the monolith's code can go.")
        }
    }

    private func ahead(_ candidate: String) -> AdminNextStep {
        guard let gate else { return AdminNextStep(advice: "No gate is ahead.") }
        if gate.result.isOpen { return open(gate) }
        if let failure = evidence.failed.max(by: { $0.value < $1.value }), failure.value >= evidence.mismatch {
            return AdminNextStep(
                advice: "\(candidate) gave no answer to \(evidence.mismatches) copies (\(failure.key.rawValue)). "
                    + "Bring it up, then start counting anew.",
                command: "ficus status")
        }
        if evidence.mismatch > 0 {
            let place = worst.map { " at \($0.pattern) (\($0.kind.rawValue))" } ?? ""
            return AdminNextStep(
                advice:
                    "Fix \(candidate)\(place) and deploy it under a new build: counting then starts anew by itself.",
                command: "ficus parity verdicts --last 20 --route \(route)")
        }
        if gate.result.moreNeeded > 0 {
            return AdminNextStep(
                advice: "Keep the traffic coming: \(gate.result.moreNeeded) more matching exchanges open the gate to "
                    + "\(gate.state).",
                command: "ficus parity report --route \(route)")
        }
        return AdminNextStep(
            advice: "The numbers suffice, but \(gate.reasons.first ?? "the gate is closed").",
            command: "ficus parity report --route \(route)")
    }

    private func open(_ gate: AdminGate) -> AdminNextStep {
        guard blockedBy.isEmpty else {
            let names = blockedBy.prefix(3).joined(separator: ", ") + (blockedBy.count > 3 ? ", …" : "")
            return AdminNextStep(
                advice: "Its own gate to \(gate.state) is open; \(unit) flips when \(names) pass too.",
                command: "ficus parity report --route \(blockedBy[0])")
        }
        let percent = gate.state == RouteState.canary.rawValue ? " --percent 5" : ""
        return AdminNextStep(
            advice: "The gate to \(gate.state) is open.", command: "ficus flip \(unit) \(gate.state)\(percent)")
    }
}
