import Foundation
import Parity

/// The report for a terminal: what is known of each route, worst first, a labelled paragraph for each kind of fact.
struct TextReport {
    let parity: AdminParity
    let style: TextStyle
    /// Columns to keep to; nil: paragraphs are not broken.
    let width: Int?

    /// Groups shown of one route.
    private static let groupLimit = 5
    /// Columns of the labels.
    private static let label = 11

    var text: String {
        var page = Page(style: style, width: width)
        page.add(
            StyledText("Parity", .bold)
                + StyledText(
                    " · \(ReportNumbers.time(parity.generated)) · route table revision \(parity.revision)", .dim))
        page.add(StyledText(parity.headline))
        if let recall = RouteStory.recall(parity.recall) {
            let isBlind = (parity.recall.share ?? 1) < Parity.Gate.recallMinimum
            page.add(StyledText("The comparator tests itself: it \(recall).", isBlind ? .bad : .dim))
        }
        if parity.routes.contains(where: { $0.counts.compared > 0 }) { page.add(StyledText(RouteStory.caveat, .dim)) }
        for route in parity.movable {
            page.addBlank()
            add(route, to: &page)
        }
        let stays = parity.routes.filter { $0.next.standing == .stays }
        if !stays.isEmpty {
            page.addBlank()
            page.add(StyledText("stay with the monolith: \(stays.map(\.id).joined(separator: ", "))", .dim))
        }
        return page.lines.joined(separator: "\n") + "\n"
    }

    private func add(_ route: AdminRouteParity, to page: inout Page) {
        let story = RouteStory(route: route)
        let (sign, tone) = route.next.standing.mark
        page.add(
            StyledText(sign, tone) + " " + StyledText(route.id, .bold) + "  " + StyledText(route.match, .dim) + "  "
                + StyledText(story.state) + "  " + StyledText(route.next.standing.label, tone), hanging: 2)
        guard story.hasBegun else {
            return addNext(route, to: &page)
        }
        page.fact("evidence", StyledText(story.evidence) + StyledText(story.certainty.map { "; \($0)" } ?? ""))
        for gate in route.gates {
            page.fact(
                gate.state,
                TextStyle.bar(gate.result.progress, width: 20, gate.result.isOpen ? .good : tone) + "  "
                    + StyledText(story.distance(to: gate)) + "  " + StyledText(RouteStory.demand(of: gate), .dim))
        }
        if let gate = story.gate {
            for reason in gate.reasons { page.fact("missing", StyledText(reason), .warn) }
            let met = GateSentence.met(by: gate.result)
            if !met.isEmpty { page.fact("met", StyledText(met.joined(separator: "; "), .dim)) }
        }
        if let latency = story.latency { page.fact("latency", StyledText(latency)) }
        if let recall = RouteStory.recall(route.recall) {
            page.fact("recall", StyledText("the comparator \(recall) of this route", story.isBlind ? .bad : .dim))
        }
        for line in story.noise { page.fact("noise", StyledText(line, .dim)) }
        for line in story.rules { page.fact("rules", StyledText(line.text, line.isOdd ? .warn : .dim)) }
        if let effects = story.effects { page.fact("writes", StyledText(effects, .dim)) }
        if let audience = story.audience { page.fact("audience", StyledText(audience, .dim)) }
        let trend = Sparkline(points: route.trend).text
        if !trend.isEmpty { page.fact("trend", StyledText(trend, .info)) }
        if !story.losses.isEmpty { page.fact("lost", StyledText(story.losses.joined(separator: ", "), .dim)) }
        for group in route.groups.prefix(Self.groupLimit) { add(group, of: route, to: &page) }
        if route.groups.count > Self.groupLimit {
            page.fact("", StyledText("and \(route.groups.count - Self.groupLimit) more groups (--format html)", .dim))
        }
        if let builds = story.builds { page.fact("builds", StyledText(builds, .dim)) }
        if let flip = route.flips.first { page.fact("last flip", StyledText(RouteStory.sentence(of: flip), .dim)) }
        addNext(route, to: &page)
    }

    private func addNext(_ route: AdminRouteParity, to page: inout Page) {
        page.fact("next", StyledText(route.next.advice))
        // A command is never broken: it is there to be copied.
        if let command = route.next.command {
            page.addVerbatim(StyledText("$ \(command)", .bold), indent: 2 + Self.label)
        }
    }

    private func add(_ group: DifferenceGroup, of route: AdminRouteParity, to page: inout Page) {
        page.add(
            StyledText("✗", .bad) + " " + StyledText(group.key.pattern) + "  " + StyledText(group.key.label, .bad)
                + "  "
                + StyledText(ReportNumbers.count(group.count, "exchange")), indent: 2, hanging: 4)
        guard let example = group.examples.last else { return }
        let difference = ValueDifference(monolith: example.monolith, service: example.service)
        page.add(StyledText("monolith  ", .dim) + side(difference.monolith), indent: 4, hanging: 14)
        page.add(StyledText("service   ", .dim) + side(difference.service), indent: 4, hanging: 14)
        if let request = example.request, let base = route.bases?.service {
            page.addVerbatim(StyledText("$ \(CurlCommand(request, side: .service, base: base).text)", .dim), indent: 4)
        }
    }

    private func side(_ side: ValueDifference.Side?) -> StyledText {
        guard let side else { return StyledText("nothing", .dim) }
        return StyledText(side.head) + StyledText(side.changed, .bad) + StyledText(side.tail)
    }

    /// Lines as they fill.
    private struct Page {
        let style: TextStyle
        let width: Int?
        private(set) var lines: [String] = []

        init(style: TextStyle, width: Int?) {
            self.style = style
            self.width = width
        }

        mutating func add(_ text: StyledText, indent: Int = 0, hanging: Int = 0) {
            lines += text.lines(style, width: width, indent: indent, hanging: hanging)
        }

        mutating func addVerbatim(_ text: StyledText, indent: Int) {
            lines += text.lines(style, width: nil, indent: indent)
        }

        mutating func addBlank() { lines.append("") }

        mutating func fact(_ label: String, _ text: StyledText, _ tone: TextStyle.Tone = .dim) {
            let name = StyledText(TextColumns.fitted(label, TextReport.label), tone)
            add(name + text, indent: 2, hanging: 2 + TextReport.label)
        }
    }
}

extension AdminStanding {
    /// A sign and a tone for a terminal.
    var mark: (String, TextStyle.Tone) {
        switch self {
        case .differs, .silent: ("✗", .bad)
        case .blocked: ("!", .warn)
        case .ready: ("✓", .good)
        case .waiting, .gathering: ("…", .info)
        case .idle, .stays: ("·", .dim)
        case .moved: ("→", .fig)
        }
    }
}
