import Foundation
import Parity
import Routing

/// One route of the page.
struct ReportRoute {
    struct Gate {
        var state: String
        var demand: String
        var distance: String
        var width: String
        var tone: String
        var reasons: [String]
        var hasReasons: Bool
    }

    struct Number {
        var label: String
        var value: String
        var tone: String
    }

    struct Behavior {
        var kind: String
        var seen: String
        var compared: String
        var mismatched: String
        var tone: String
    }

    let id: String
    let anchor: String
    let match: String
    let unit: String
    let isInGroup: Bool
    let state: String
    let stateTone: String
    let standing: String
    let tone: String
    let evidence: String
    let advice: String
    let command: String?
    let numbers: [Number]
    let losses: String?
    let builds: String?
    let since: String?
    let recall: String?
    let ignore: String?
    let gates: [Gate]
    let sparkline: String
    let smallSparkline: String
    let behaviors: [Behavior]
    let hasBehaviors: Bool
    let groups: [ReportGroup]
    let hasGroups: Bool
    let hasTrend: Bool
    /// The nearest gate, for the overview; none or one.
    let firstGate: [Gate]

    init(_ route: AdminRouteParity) {
        let story = RouteStory(route: route)
        id = route.id
        anchor = Self.anchor(route.id)
        match = route.match
        unit = route.unit
        isInGroup = route.unit != route.id
        state = story.state
        stateTone = route.status.state.rawValue
        standing = route.next.standing.label
        tone = Self.tone(route.next.standing)
        evidence = story.evidence
        advice = route.next.advice
        command = route.next.command
        losses = story.losses.isEmpty ? nil : story.losses.joined(separator: ", ")
        builds = story.builds
        since = route.epoch.map { ReportNumbers.time($0.started) }
        recall = RouteStory.recall(route.recall)
        ignore = route.ignore.isEmpty ? nil : route.ignore.joined(separator: ", ")
        sparkline = Sparkline(points: route.trend).svg(width: 1000, height: 48)
        smallSparkline = Sparkline(points: route.trend).svg(width: 110, height: 20)
        numbers = story.hasBegun ? Self.numbers(route) : []
        gates = (story.hasBegun ? route.gates : []).map { gate in
            Gate(
                state: gate.state, demand: RouteStory.demand(of: gate), distance: story.distance(to: gate),
                width: String(format: "%.1f", gate.result.progress * 100),
                tone: gate.result.isOpen ? "good" : Self.tone(route.next.standing), reasons: gate.reasons,
                hasReasons: !gate.reasons.isEmpty)
        }
        behaviors = route.behaviors.prefix(8).map { behavior in
            Behavior(
                kind: behavior.kind, seen: ReportNumbers.count(behavior.count.seen),
                compared: ReportNumbers.count(behavior.count.compared),
                mismatched: ReportNumbers.count(behavior.count.mismatched),
                tone: behavior.count.mismatched > 0 ? "bad" : behavior.count.compared == 0 ? "warn" : "")
        }
        hasBehaviors = !behaviors.isEmpty
        groups = route.groups.prefix(20).map { ReportGroup($0, compared: route.counts.compared) }
        hasGroups = !groups.isEmpty
        hasTrend = !route.trend.isEmpty
        firstGate = Array(gates.prefix(1))
    }

    private static func numbers(_ route: AdminRouteParity) -> [Number] {
        let counts = route.counts
        var numbers = [
            Number(label: "compared", value: ReportNumbers.count(counts.compared), tone: ""),
            Number(label: "agree", value: ReportNumbers.count(counts.match), tone: counts.match > 0 ? "good" : ""),
            Number(
                label: "differ", value: ReportNumbers.count(counts.mismatch), tone: counts.mismatch > 0 ? "bad" : ""),
            Number(label: "of sampled traffic compared", value: GateSentence.percent(counts.comparedShare), tone: ""),
            Number(label: "of the answers compared", value: GateSentence.percent(counts.coverage), tone: ""),
        ]
        if let latency = route.latency {
            numbers.append(
                Number(label: "p99 of the monolith", value: ReportNumbers.milliseconds(latency.monolithP99), tone: ""))
            numbers.append(
                Number(label: "p99 of the service", value: ReportNumbers.milliseconds(latency.serviceP99), tone: ""))
        }
        return numbers
    }

    private static func tone(_ standing: AdminStanding) -> String {
        switch standing {
        case .differs, .silent: "bad"
        case .blocked: "warn"
        case .ready: "good"
        case .gathering, .waiting: "info"
        case .moved: "fig"
        case .idle, .stays: "dim"
        }
    }

    /// A fragment identifier that needs no escaping.
    private static func anchor(_ id: String) -> String {
        "route-" + String(id.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    }
}
