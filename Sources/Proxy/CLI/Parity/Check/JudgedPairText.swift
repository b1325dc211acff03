import ControlPlane
import Parity

/// What `ficus parity check` says to people.
struct JudgedPairText {
    private let judged: JudgedPair
    /// What the two sides are called, in at most eight letters.
    private let sides: (String, String)

    init(_ judged: JudgedPair, sides: (String, String) = ("monolith", "service")) {
        self.judged = judged
        self.sides = sides
    }

    var text: String {
        let parts = [headline, differences, explained, rules]
        return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private var headline: [String] {
        let style: Screen.Style =
            switch judged.verdict {
            case "match": .green
            case "mismatch": .red
            default: .yellow
            }
        var line = Screen.styled(judged.verdict, style)
        if let reason = judged.reason { line += " (\(reason))" }
        if let route = judged.route { line += "  \(route)" }
        if judged.isMismatch {
            let more = judged.shortened ? " and more" : ""
            line += ": \(Words.count(judged.differences.count, "difference"))\(more)"
        }
        return [line] + (judged.steadiness.map { ["the service asked again: \($0)"] } ?? [])
    }

    private var differences: [String] { judged.differences.flatMap { block($0, Screen.styled("≠", .red)) } }

    private var explained: [String] {
        let noise = judged.noise.flatMap { difference in
            let leaf = judged.volatile.first { $0.path == difference.path }
            return block(
                difference, Screen.styled("~", .yellow),
                "noise: the \(sides.0) disagrees with itself" + (leaf.map { " (\($0.shape))" } ?? ""))
        }
        return noise
            + judged.explained.flatMap { block($0.difference, Screen.styled("=", .dim), "rule: \($0.rule)") }
    }

    private func block(_ difference: Difference, _ mark: String, _ because: String? = nil) -> [String] {
        let relation = difference.relation.map { " (\($0.rawValue.replacing("_", with: " ")))" } ?? ""
        func shown(_ value: String?) -> String { PlainText.printable(value ?? "-") }
        return [
            "\(mark) \(Screen.styled(shown("\(difference.path)"), .bold))  \(difference.kind.rawValue)\(relation)"
                + (because.map { "  \(Screen.styled(shown($0), .dim))" } ?? ""),
            "    \(padded(sides.0))  \(Screen.styled(shown(difference.monolith), .green))",
            "    \(padded(sides.1))  \(Screen.styled(shown(difference.service), .red))",
        ]
    }

    private func padded(_ name: String) -> String {
        name + String(repeating: " ", count: max(sides.0.count, sides.1.count) - name.count)
    }

    private var rules: [String] {
        guard !judged.rules.isEmpty else { return [] }
        let rows = judged.rules.map { rule in
            [
                PlainText.printable(rule.rule), Self.percent(rule.share),
                rule.decided
                    ? "made the verdict"
                    : rule.excused > 0 ? "took \(rule.excused) away" : rule.met ? "no" : "never met",
            ]
        }
        let coverage =
            "compared: \(judged.coverage.compared) of "
            + "\(judged.coverage.compared + judged.coverage.ignored) values (\(Self.percent(judged.coverage.share)))"
        return [Screen.table(["RULE", "OF THE VALUES", "MATTERED"], rows), coverage]
    }

    private static func percent(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded())
        return tenths.isMultiple(of: 10) ? "\(tenths / 10)%" : "\(tenths / 10).\(tenths % 10)%"
    }
}
