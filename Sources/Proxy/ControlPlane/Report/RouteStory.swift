import Foundation
import Parity
import Routing

/// What both the text and the HTML report say about a route.
struct RouteStory {
    let route: AdminRouteParity

    /// `shadow`, or `canary 5%`.
    var state: String { route.status.description }

    /// The nearest gate ahead.
    var gate: AdminGate? { route.gates.first }

    /// Whether there is anything to tell of its evidence.
    var hasBegun: Bool { route.epoch != nil || ![.idle, .moved].contains(route.next.standing) }

    /// `0 of 1,204 compared exchanges differ`.
    var evidence: String {
        let counts = route.counts
        guard counts.compared > 0 else { return "nothing compared yet" }
        if counts.mismatch == 0 { return "all \(ReportNumbers.count(counts.compared)) compared exchanges agree" }
        return
            "\(ReportNumbers.count(counts.mismatch)) of \(ReportNumbers.count(counts.compared)) compared exchanges differ"
    }

    /// What a gate asks: `fewer than 0.1% differ, 95% sure`.
    static func demand(of gate: AdminGate) -> String {
        "fewer than \(GateSentence.percent(gate.gate.mismatch)) differ, \(GateSentence.percent(gate.gate.confidence)) sure"
    }

    /// How far from a gate: `open`, or `needs 412 more`.
    func distance(to gate: AdminGate) -> String {
        if gate.result.isOpen { return "open" }
        guard gate.result.moreNeeded > 0 else { return "closed" }
        let needs = "needs \(ReportNumbers.count(gate.result.moreNeeded)) more"
        guard let pace, route.counts.mismatch == 0 else { return needs }
        return "\(needs), about \(ReportNumbers.duration(Double(gate.result.moreNeeded) / pace)) at this pace"
    }

    /// Compared exchanges per second over the trend; nil when there is too little of it.
    private var pace: Double? {
        let points = route.trend
        guard points.count > 1, let first = points.first, let last = points.last else { return nil }
        let stretch = zip(points, points.dropFirst()).map { $1.start.timeIntervalSince($0.start) }.min() ?? 0
        let span = last.start.timeIntervalSince(first.start) + stretch
        let compared = points.reduce(0) { $0 + $1.compared }
        return span > 0 && compared > 0 ? Double(compared) / span : nil
    }

    /// What was not compared, and why: `12 skipped (budget)`, `3 unknown (encoded)`.
    var losses: [String] {
        let counts = route.counts
        func list(_ name: String, _ numbers: [(String, UInt64)]) -> [String] {
            numbers.filter { $0.1 > 0 }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map {
                "\(ReportNumbers.count($0.1)) \(name) (\($0.0))"
            }
        }
        return list("failed", counts.failed.map { ($0.key.rawValue, $0.value) })
            + list("unknown", counts.unknown.map { ($0.key.rawValue, $0.value) })
            + list("skipped", counts.skipped.map { ($0.key.rawValue, $0.value) })
    }

    /// What the stated risk does not cover.
    static let caveat =
        "The stated risk holds for independent exchanges; against faults in clusters, gates can ask for clients, sessions and hours."

    /// Whether too few planted faults were found.
    var isBlind: Bool {
        route.recall.planted >= Parity.Gate.recallFaults && (route.recall.share ?? 1) < Parity.Gate.recallMinimum
    }

    /// What noise was measured, a sentence each.
    var noise: [String] {
        var lines: [String] = []
        let kinds = route.noise.kinds.sorted { $0.key.rawValue < $1.key.rawValue }
        if !kinds.isEmpty {
            let names = kinds.map { "\(ReportNumbers.count($0.value)) \($0.key.rawValue)" }.joined(separator: ", ")
            lines.append("noise: \(names)")
        }
        if let rate = route.noise.rate, let low = route.noise.low, let high = route.noise.high {
            lines.append(
                """
                the monolith disagrees with itself in \(GateSentence.percent(rate)) of the exchanges \
                (\(GateSentence.percent(low)) to \(GateSentence.percent(high)), \
                \(ReportNumbers.count(route.noise.sampled)) asked twice)
                """)
        }
        return lines
    }

    /// `12 clients, 40 sessions, 3 hours`.
    var audience: String? {
        let audience = route.audience
        guard audience.clients > 0 else { return nil }
        return "compared for " + ReportNumbers.count(audience.clients, "client") + ", "
            + ReportNumbers.count(audience.sessions, "session") + ", in "
            + ReportNumbers.count(audience.hours, "clock hour")
    }

    /// `monolith m-41, service s-7`.
    var builds: String? {
        guard let epoch = route.epoch else { return nil }
        func name(_ build: String) -> String { build.isEmpty ? "unnamed build" : build }
        return "monolith \(name(epoch.monolithBuild)), \(route.candidate ?? "service") \(name(epoch.serviceBuild))"
    }

    /// `found 214 of 214 planted faults`; nil before the first.
    static func recall(_ recall: Recall) -> String? {
        recall.planted == 0
            ? nil
            : "found \(ReportNumbers.count(recall.found)) of \(ReportNumbers.count(recall.planted)) planted faults"
    }
}

extension AdminParity {
    /// Routes with a service to move to, those that need somebody first.
    var movable: [AdminRouteParity] {
        let order = Dictionary(uniqueKeysWithValues: AdminStanding.allCases.enumerated().map { ($1, $0) })
        return routes.filter { $0.next.standing != .stays }.sorted {
            (order[$0.next.standing] ?? 0, $0.id) < (order[$1.next.standing] ?? 0, $1.id)
        }
    }

    func count(_ standing: AdminStanding) -> UInt64 {
        UInt64(routes.count { $0.next.standing == standing })
    }

    /// The whole report in a sentence or two.
    var headline: String {
        let attention = count(.differs) + count(.silent) + count(.blocked)
        var parts: [String] = []
        if count(.differs) > 0 {
            parts.append(
                ReportNumbers.count(count(.differs), "route") + (count(.differs) == 1 ? " differs" : " differ"))
        }
        if count(.silent) > 0 {
            parts.append(
                ReportNumbers.count(count(.silent), "route") + (count(.silent) == 1 ? " gives" : " give") + " no answer"
            )
        }
        if count(.blocked) > 0 {
            parts.append(
                ReportNumbers.count(count(.blocked), "route") + (count(.blocked) == 1 ? " is" : " are") + " blocked")
        }
        let trouble = attention > 0 ? parts.joined(separator: ", ") + "." : "No difference is known."
        let ready = count(.ready)
        let good =
            ready > 0 ? " \(ReportNumbers.count(ready, "route")) can move now." : " No route can move yet."
        return trouble + (movable.allSatisfy { $0.next.standing == .moved } ? " Every route has moved." : good)
    }
}
