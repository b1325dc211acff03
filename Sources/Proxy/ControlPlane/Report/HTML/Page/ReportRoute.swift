import Foundation
import Parity
import Routing

/// One route of the page. Names are used once in all that nests, so that a part which lacks one does not show another's.
struct ReportRoute {
    struct Number {
        var label: String
        var value: String
        var numberTone: String
    }

    struct Picture {
        var labels: [String]
        var shapes: String
        var volume: String
        var from: String
        var to: String
        var description: String
    }

    struct Way {
        var wayText: String
        var wayWidth: String
        var wayTone: String
    }

    let id: String
    let anchor: String
    let match: String
    let state: String
    let facts: String
    let standing: String
    let tone: String
    let finding: String
    let advice: String
    let command: String?
    let hasBegun: Bool
    let numbers: [Number]
    /// None or one, as are all that follow: a section of the template needs a list.
    let rate: [Picture]
    let spark: String
    let hasSpark: Bool
    let rateText: String
    let boundText: String
    let compared: String
    let recallShare: String
    let noiseShare: String
    let way: [Way]
    let latency: [ReportLatency]
    let groups: [ReportGroup]
    let hasGroups: Bool
    let moreGroups: String?
    let gates: [ReportGate]
    let hasGates: Bool
    let coverage: [ReportCoverage]
    let rules: [ReportRules]
    let noise: ReportNoise
    let history: [ReportHistory]

    /// Groups shown; the JSON report has all that are kept.
    private static let groupLimit = 20

    init(_ route: AdminRouteParity, gaps: [AdminGap]) {
        let story = RouteStory(route: route)
        let counts = route.counts
        id = route.id
        anchor = Self.anchor(route.id)
        match = route.match
        state = story.state
        facts = [
            story.state, route.unit != route.id ? "flips with \(route.unit)" : nil, story.builds,
            route.epoch.map { "counted since \(ReportNumbers.time($0.started))" },
        ].compactMap(\.self).joined(separator: " · ")
        standing = route.next.standing.label
        tone = Self.tone(route.next.standing)
        finding = Self.finding(story)
        advice = route.next.advice
        command = route.next.command
        hasBegun = story.hasBegun
        numbers = Self.numbers(route, story)
        let chart = RateChart(route.trend, gate: story.gate?.gate.mismatch)
        rate = chart.map { [Self.picture($0, story)] } ?? []
        spark = chart?.shapes(width: 120, height: 26, isSmall: true) ?? ""
        hasSpark = chart != nil
        rateText = story.rate.map(GateSentence.percent) ?? "–"
        boundText = story.bound.map { "at most \(GateSentence.percent($0))" } ?? ""
        compared = story.hasBegun ? ReportNumbers.count(counts.compared) : "–"
        recallShare = route.recall.share.map(GateSentence.percent) ?? "–"
        noiseShare = route.noise.rate.map(GateSentence.percent) ?? "–"
        way =
            (story.hasBegun ? story.gate : nil).map { gate in
                [
                    Way(
                        wayText: "\(gate.state): \(story.shortDistance(to: gate))",
                        wayWidth: String(format: "%.1f", gate.result.progress * 100),
                        wayTone: gate.result.isOpen ? "good" : Self.tone(route.next.standing))
                ]
            } ?? []
        latency = ReportLatency(route).map { [$0] } ?? []
        groups = route.groups.prefix(Self.groupLimit).enumerated().map { index, group in
            ReportGroup(group, of: route, anchor: "\(Self.anchor(route.id)).difference-\(index + 1)")
        }
        hasGroups = !groups.isEmpty
        moreGroups =
            route.groups.count > Self.groupLimit
            ? "And \(route.groups.count - Self.groupLimit) more groups; the JSON report has them." : nil
        gates = route.gates.map { ReportGate($0, story) }
        hasGates = !gates.isEmpty
        coverage = ReportCoverage(route, gaps: gaps).map { [$0] } ?? []
        rules = ReportRules(route, story).map { [$0] } ?? []
        noise = ReportNoise(route, story)
        history = ReportHistory(route).map { [$0] } ?? []
    }

    private static func finding(_ story: RouteStory) -> String {
        let evidence = story.evidence
        return evidence.prefix(1).uppercased() + evidence.dropFirst()
            + (story.certainty.map { "; \($0)" } ?? "") + "."
    }

    private static func picture(_ chart: RateChart, _ story: RouteStory) -> Picture {
        Picture(
            labels: chart.labels, shapes: chart.shapes(width: 1000, height: 200, isSmall: false),
            volume: chart.volume(width: 1000, height: 40), from: chart.from, to: chart.to,
            description: """
                From \(chart.from) to \(chart.to). At the end \(story.evidence)\
                \(story.certainty.map { "; \($0)" } ?? "").
                """)
    }

    private static func numbers(_ route: AdminRouteParity, _ story: RouteStory) -> [Number] {
        let counts = route.counts
        func number(_ label: String, _ value: String?, _ tone: String = "") -> Number? {
            value.map { Number(label: label, value: $0, numberTone: tone) }
        }
        return [
            number("compared", ReportNumbers.count(counts.compared)),
            number("agree", ReportNumbers.count(counts.match)),
            number("differ", ReportNumbers.count(counts.mismatch), counts.mismatch > 0 ? "bad" : ""),
            number("noise", counts.noise > 0 ? ReportNumbers.count(counts.noise) : nil),
            number("a second", route.pace.map(WatchNumber.rate)),
            number("of the sampled, compared", GateSentence.percent(counts.comparedShare)),
            number("of the values, compared", GateSentence.percent(counts.coverage)),
            number("planted faults found", route.recall.share.map(GateSentence.percent), story.isBlind ? "bad" : ""),
            number("clients", route.audience.clients > 0 ? ReportNumbers.count(route.audience.clients) : nil),
            number("clock hours", route.audience.hours > 0 ? ReportNumbers.count(route.audience.hours) : nil),
        ].compactMap(\.self)
    }

    private static func tone(_ standing: AdminStanding) -> String {
        switch standing {
        case .differs, .silent: "bad"
        case .blocked: "warn"
        case .ready: "good"
        case .gathering, .waiting: "info"
        case .moved: "fig"
        case .idle, .stays: "soft"
        }
    }

    /// A fragment identifier of its own for each id, stable between reports, that needs no escaping.
    static func anchor(_ id: String) -> String {
        var anchor = "route."
        for scalar in id.unicodeScalars {
            let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
            anchor +=
                isPlain || scalar == "." || scalar == "-" ? String(scalar) : "_\(String(scalar.value, radix: 16))_"
        }
        return anchor
    }
}
