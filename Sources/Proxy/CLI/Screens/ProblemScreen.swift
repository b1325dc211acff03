import ControlPlane

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
        if let fix = problem.fix { rows.append("  hint: \(fix)") }
        return rows.joined(separator: "\n")
    }
}
