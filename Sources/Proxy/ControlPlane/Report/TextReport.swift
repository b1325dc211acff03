import Foundation
import Parity

/// The report for a terminal of 80 columns or more.
struct TextReport {
    let parity: AdminParity
    let style: TextStyle

    /// Groups shown of one route.
    private static let groupLimit = 5

    var text: String {
        var lines = [
            style("Parity", .bold)
                + style(" · \(ReportNumbers.time(parity.generated)) · route table revision \(parity.revision)", .dim),
            parity.headline,
        ]
        if let recall = RouteStory.recall(parity.recall) {
            let isBlind = (parity.recall.share ?? 1) < 0.95
            lines.append(style("The comparator tests itself: it \(recall).", isBlind ? .bad : .dim))
        }
        if parity.routes.contains(where: { $0.counts.compared > 0 }) {
            lines.append(style(RouteStory.caveat, .dim))
        }
        for route in parity.movable {
            lines.append("")
            lines += self.lines(of: route)
        }
        let stays = parity.routes.filter { $0.next.standing == .stays }
        if !stays.isEmpty {
            lines.append("")
            lines.append(style("stay with the monolith: \(stays.map(\.id).joined(separator: ", "))", .dim))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func lines(of route: AdminRouteParity) -> [String] {
        let story = RouteStory(route: route)
        let (sign, tone) = Self.sign(route.next.standing)
        var lines = [
            "\(style(sign, tone)) \(style(route.id, .bold))  \(style(route.match, .dim))  \(story.state)  "
                + style(route.next.standing.label, tone)
        ]
        guard story.hasBegun else {
            return lines + (route.next.command.map { ["  next: \(style("$ \($0)", .bold))"] } ?? [])
        }
        var evidence = story.evidence
        if let latency = route.latency {
            evidence += " · p99 \(ReportNumbers.milliseconds(latency.monolithP99))"
            evidence += " against \(ReportNumbers.milliseconds(latency.serviceP99))"
        }
        lines.append("  \(evidence)")
        for gate in route.gates {
            let label = gate.state.padding(toLength: 9, withPad: " ", startingAt: 0)
            lines.append(
                "  \(label) \(style.bar(gate.result.progress, width: 24, gate.result.isOpen ? .good : tone)) "
                    + "\(story.distance(to: gate))  \(style(RouteStory.demand(of: gate), .dim))")
        }
        if let gate = story.gate {
            lines += gate.reasons.map { "  \(style("missing:", .warn)) \(PlainText.printable($0))" }
            let met = GateSentence.met(by: gate.result)
            if !met.isEmpty { lines.append(style("  met: \(met.joined(separator: "; "))", .dim)) }
        }
        if let recall = RouteStory.recall(route.recall) {
            lines.append(style("  the comparator \(recall) of this route", story.isBlind ? .bad : .dim))
        }
        lines += story.noise.map { style("  \($0)", .dim) }
        if let audience = story.audience { lines.append(style("  \(audience)", .dim)) }
        let trend = Sparkline(points: route.trend).text
        if !trend.isEmpty { lines.append("  trend     \(style(trend, .info))") }
        if !story.losses.isEmpty { lines.append("  \(style(story.losses.joined(separator: ", "), .dim))") }
        for group in route.groups.prefix(Self.groupLimit) { lines += self.lines(of: group) }
        if route.groups.count > Self.groupLimit {
            lines.append(style("  and \(route.groups.count - Self.groupLimit) more groups (--format html)", .dim))
        }
        if let builds = story.builds { lines.append(style("  \(PlainText.printable(builds))", .dim)) }
        lines.append("  next: \(PlainText.printable(route.next.advice))")
        if let command = route.next.command { lines.append("        \(style("$ \(command)", .bold))") }
        return lines
    }

    private func lines(of group: DifferenceGroup) -> [String] {
        var lines = [
            "  \(style("✗", .bad)) \(PlainText.printable(group.key.pattern))  \(style(group.key.label, .bad))  "
                + ReportNumbers.count(group.count, "exchange")
        ]
        if let example = group.examples.last {
            let difference = ValueDifference(monolith: example.monolith, service: example.service)
            lines.append("      monolith  \(side(difference.monolith))")
            lines.append("      service   \(side(difference.service))")
        }
        return lines
    }

    private func side(_ side: ValueDifference.Side?) -> String {
        guard let side else { return style("nothing", .dim) }
        return side.head + style(side.changed, .bad) + side.tail
    }

    private static func sign(_ standing: AdminStanding) -> (String, TextStyle.Tone) {
        switch standing {
        case .differs, .silent: ("✗", .bad)
        case .blocked: ("!", .warn)
        case .ready: ("✓", .good)
        case .waiting, .gathering: ("…", .info)
        case .idle, .stays: ("·", .dim)
        case .moved: ("→", .fig)
        }
    }
}
