import Foundation
import Parity

/// The report for a pull request: a table of all routes, and what keeps each one back folded under it.
struct MarkdownReport {
    let parity: AdminParity

    /// Groups shown of one route: a comment holds 65,536 characters.
    private static let groupLimit = 5
    private static let routeLimit = 40

    var text: String {
        var parts = ["## Parity", parity.headline, table]
        let told = parity.movable.filter { isWorthTelling($0) }
        parts += told.prefix(Self.routeLimit).map { section(of: $0) }
        if told.count > Self.routeLimit {
            parts.append("And \(told.count - Self.routeLimit) more routes: `ficus parity report --format html`.")
        }
        let stays = parity.routes.filter { $0.next.standing == .stays }
        if !stays.isEmpty {
            let names = stays.map { MarkdownText.code($0.id) }.joined(separator: ", ")
            parts.append("Routes that stay with the monolith: \(names)")
        }
        parts.append(footer)
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    private func isWorthTelling(_ route: AdminRouteParity) -> Bool {
        switch route.next.standing {
        case .differs, .silent, .blocked, .ready: true
        case .waiting, .gathering, .idle, .moved, .stays: !route.groups.isEmpty
        }
    }

    private var table: String {
        guard !parity.movable.isEmpty else { return "" }
        var rows = [
            "| | Route | State | Standing | Compared | Differ | At most | Gate |",
            "|---|---|---|---|---:|---:|---:|---|",
        ]
        for route in parity.movable {
            let story = RouteStory(route: route)
            let gate = story.hasBegun ? story.gate.map { "\($0.state): \(story.distance(to: $0))" } : nil
            let cells = [
                Self.sign(route.next.standing), MarkdownText.code(route.id), story.state, route.next.standing.label,
                story.hasBegun ? ReportNumbers.count(route.counts.compared) : "",
                story.rate.map(GateSentence.percent) ?? "", story.bound.map(GateSentence.percent) ?? "", gate ?? "",
            ]
            rows.append("| \(cells.joined(separator: " | ")) |")
        }
        return rows.joined(separator: "\n")
    }

    private func section(of route: AdminRouteParity) -> String {
        let story = RouteStory(route: route)
        let isOpen = [.differs, .silent].contains(route.next.standing)
        var parts = [
            "<details\(isOpen ? " open" : "")>\n<summary>\(MarkdownText.html(route.id)): "
                + "\(route.next.standing.label), \(story.evidence)</summary>"
        ]
        var facts = [MarkdownText.code(route.match)]
        if let certainty = story.certainty { facts.append("Certainty: \(certainty).") }
        if let latency = story.latency { facts.append("Latency: \(latency).") }
        if let recall = RouteStory.recall(route.recall) { facts.append("The comparator \(recall) of this route.") }
        parts.append(facts.joined(separator: "  \n"))
        if let gate = story.gate, !gate.reasons.isEmpty {
            parts.append(
                "What the gate to \(gate.state) is missing:\n\n"
                    + gate.reasons.map { "- \(MarkdownText.sentence($0))" }.joined(separator: "\n"))
        }
        parts += route.groups.prefix(Self.groupLimit).map { text(of: $0, route) }
        if route.groups.count > Self.groupLimit {
            parts.append("And \(route.groups.count - Self.groupLimit) more groups of differences.")
        }
        let odd = story.rules.filter(\.isOdd)
        if !odd.isEmpty {
            parts.append(odd.map { "- Rule: \(MarkdownText.sentence($0.text))" }.joined(separator: "\n"))
        }
        parts.append("**Next:** \(MarkdownText.sentence(route.next.advice))")
        if let command = route.next.command { parts.append(MarkdownText.block([command], "sh")) }
        parts.append("</details>")
        return parts.joined(separator: "\n\n")
    }

    private func text(of group: DifferenceGroup, _ route: AdminRouteParity) -> String {
        let head = """
            \(MarkdownText.code(group.key.pattern)) **\(group.key.label)**, \
            \(ReportNumbers.count(group.count, "exchange")), last \
            \(ReportNumbers.time(Date(timeIntervalSince1970: group.lastSeen)))
            """
        guard let example = group.examples.last else { return head }
        var parts = [
            head,
            MarkdownText.block(
                [
                    "- \(example.monolith ?? "(nothing)")", "+ \(example.service ?? "(nothing)")",
                ], "diff"),
        ]
        if let request = example.request, let base = route.bases?.service {
            parts.append(MarkdownText.block([CurlCommand(request, side: .service, base: base).text], "sh"))
        }
        return parts.joined(separator: "\n\n")
    }

    private var footer: String {
        let recall = RouteStory.recall(parity.recall).map { " The comparator tests itself: it \($0)." } ?? ""
        return """
            <sub>\(ReportNumbers.time(parity.generated)), route table revision \(parity.revision). In the blocks, `-` is \
            what the monolith answers and `+` what the service does.\(recall) \(RouteStory.caveat)</sub>
            """
    }

    private static func sign(_ standing: AdminStanding) -> String {
        switch standing {
        case .differs, .silent: "❌"
        case .blocked: "⚠️"
        case .ready: "✅"
        case .waiting, .gathering: "⏳"
        case .idle, .stays: "▫️"
        case .moved: "➡️"
        }
    }
}
