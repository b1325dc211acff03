import ControlPlane
import Parity

/// What `ficus replay` says to people.
struct ReplayText {
    private let report: ReplayReport

    init(_ report: ReplayReport) { self.report = report }

    var text: String {
        var lines: [String] = []
        let failed = report.exchanges.filter { $0.isMismatch || $0.verdict == "failed" || $0.verdict == "unknown" }
        for result in failed.prefix(Self.shown) { lines += block(result) }
        if failed.count > Self.shown {
            lines.append("... and \(failed.count - Self.shown) more; --output json has all")
        }
        if !lines.isEmpty { lines.append("") }
        if !report.groups.isEmpty {
            let rows = report.groups.prefix(Self.shown).map { group in
                [
                    "\(group.count)", group.route ?? "-", PlainText.printable(group.pattern),
                    group.kind + (group.relation.map { " (\($0.replacing("_", with: " ")))" } ?? ""),
                ]
            }
            lines += [Screen.table(["TIMES", "ROUTE", "PLACE", "CLASS"], Array(rows)), ""]
        }
        return (lines + [summary]).joined(separator: "\n")
    }

    /// As many requests and groups are printed.
    private static let shown = 20

    private func block(_ result: ReplayResult) -> [String] {
        let name =
            "\(Screen.styled(result.verdict, result.isMismatch ? .red : .yellow))  "
            + PlainText.printable(result.request)
        let route = result.route.map { "  \(Screen.styled($0, .dim))" } ?? ""
        let detail = [result.reason, result.detail].compactMap(\.self).joined(separator: ": ")
        return ["\(name)\(route)\(detail.isEmpty ? "" : "  \(PlainText.printable(detail))")"]
            + result.differences.prefix(Self.shown).map { "    " + Self.line($0) }
    }

    /// A difference in one line.
    static func line(_ difference: Difference) -> String {
        let relation = difference.relation.map { " (\($0.rawValue.replacing("_", with: " ")))" } ?? ""
        return PlainText.printable(
            "\(difference.path)  \(difference.kind.rawValue)\(relation)  \(difference.monolith ?? "-") -> "
                + "\(difference.service ?? "-")")
    }

    private var summary: String {
        let skipped = report.skipped.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        let parts = [
            "\(report.compared) compared", "\(report.count("match")) match", "\(report.count("noise")) noise",
            Screen.styled("\(report.count("mismatch")) mismatch", report.count("mismatch") > 0 ? .red : .green),
        ]
        let others = ["unknown", "failed"].filter { report.count($0) > 0 }.map { "\(report.count($0)) \($0)" }
        let left = skipped.isEmpty ? "" : "; skipped: \(skipped.joined(separator: ", "))"
        return (parts + others).joined(separator: ", ") + left
    }
}

/// The same for a pull request.
struct ReplayMarkdown {
    private let report: ReplayReport

    init(_ report: ReplayReport) { self.report = report }

    var text: String {
        let hasFailed = report.exit != .ok
        var lines = ["### \(hasFailed ? "❌" : "✅") Parity of `\(report.monolith)` and `\(report.service)`", ""]
        let verdicts = ["match", "noise", "mismatch", "unknown", "failed", "skipped"]
        lines += ["| " + verdicts.joined(separator: " | ") + " |", "|" + verdicts.map { _ in "---:|" }.joined()]
        lines += ["| " + verdicts.map { "\(report.count($0))" }.joined(separator: " | ") + " |", ""]
        guard !report.groups.isEmpty else { return lines.joined(separator: "\n") }
        lines += ["| times | route | place | class | monolith | service |", "|---:|---|---|---|---|---|"]
        for group in report.groups.prefix(50) {
            let kind = group.kind + (group.relation.map { " (\($0.replacing("_", with: " ")))" } ?? "")
            let cells = [
                "\(group.count)", group.route.map { MarkdownText.code($0) } ?? "", MarkdownText.code(group.pattern),
                kind,
                MarkdownText.code(group.example.monolith ?? "-"), MarkdownText.code(group.example.service ?? "-"),
            ]
            lines.append("| " + cells.joined(separator: " | ") + " |")
        }
        return lines.joined(separator: "\n")
    }
}
