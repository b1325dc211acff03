import ControlPlane
import Parity
import Store

/// A refusal of the admin API: what happened, every diagnostic, and what to do.
struct ProblemScreen {
    private let problem: AdminProblem

    init(_ problem: AdminProblem) { self.problem = problem }

    var text: String {
        var rows = ["\(problem.title): \(problem.detail)"]
        for diagnostic in problem.diagnostics ?? [] {
            rows.append(
                "  \(diagnostic.file):\(diagnostic.line):\(diagnostic.column): "
                    + "\(diagnostic.severity)[\(diagnostic.code)]: \(diagnostic.message)")
        }
        for outcome in problem.gates ?? [] { rows.append("  \(line(outcome))") }
        if let fix = problem.fix { rows.append("  hint: \(fix)") }
        return rows.joined(separator: "\n")
    }

    private func line(_ outcome: GateOutcome) -> String {
        let result = outcome.result
        let state = outcome.waived ? "waived" : result.isOpen ? "open" : "closed"
        return "\(outcome.route): gate \(state), \(result.compared) compared, \(result.mismatches) mismatches, "
            + "\(result.moreNeeded) more needed (below \(GateSentence.percent(outcome.gate.mismatch)) "
            + "at \(GateSentence.percent(outcome.gate.confidence)))"
    }
}
