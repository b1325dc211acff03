import Foundation
import Parity
import Routing

/// What every report says about a route, in words.
struct RouteStory {
    let route: AdminRouteParity

    /// `shadow`, or `canary 5%`.
    var state: String { route.status.description }

    /// The nearest gate ahead.
    var gate: AdminGate? { route.gates.first }

    /// Whether there is anything to tell of its evidence.
    var hasBegun: Bool { route.epoch != nil || ![.idle, .moved].contains(route.next.standing) }

    /// `14 of 1,204 compared exchanges differ`.
    var evidence: String {
        let counts = route.counts
        guard counts.compared > 0 else { return "nothing compared yet" }
        if counts.mismatch == 0 { return "all \(ReportNumbers.count(counts.compared)) compared exchanges agree" }
        return """
            \(ReportNumbers.count(counts.mismatch)) of \(ReportNumbers.count(counts.compared)) compared exchanges \
            differ (\(GateSentence.percent(rate ?? 0)))
            """
    }

    /// Of the compared exchanges, the share that differs; nil before the first.
    var rate: Double? {
        route.counts.compared == 0 ? nil : Double(route.counts.mismatch) / Double(route.counts.compared)
    }

    /// At what confidence the bound holds.
    var confidence: Double { gate?.gate.confidence ?? Self.usualConfidence }

    /// Where no gate is ahead that names one.
    static let usualConfidence = 0.95

    /// The mismatch rate that is ruled out at the confidence; nil while none is.
    var bound: Double? {
        let counts = route.counts
        let bound =
            gate?.result.ruledOut
            ?? SequentialTest.bound(
                matches: counts.compared - min(counts.compared, counts.mismatch), mismatches: counts.mismatch,
                confidence: confidence)
        return bound < 1 && counts.compared > 0 ? bound : nil
    }

    /// `of all, at most 2.03% differ, 95% sure`.
    var certainty: String? {
        bound.map { "of all, at most \(GateSentence.percent($0)) differ, \(GateSentence.percent(confidence)) sure" }
    }

    /// What a gate asks: `fewer than 0.1% differ, 95% sure`.
    static func demand(of gate: AdminGate) -> String {
        "fewer than \(GateSentence.percent(gate.gate.mismatch)) differ, \(GateSentence.percent(gate.gate.confidence)) sure"
    }

    /// How far from a gate: `open`, or `needs 412 more, about 3 minutes at this rate`.
    func distance(to gate: AdminGate) -> String {
        if gate.result.isOpen { return "open" }
        guard gate.result.moreNeeded > 0 else { return "closed" }
        let needs = "needs \(ReportNumbers.count(gate.result.moreNeeded)) more"
        guard let seconds = gate.result.secondsNeeded else { return needs }
        return "\(needs), about \(ReportNumbers.duration(seconds)) at this rate"
    }

    /// The same for a cell of a table: `3,219 more, 14m`.
    func shortDistance(to gate: AdminGate) -> String {
        guard !gate.result.isOpen, gate.result.moreNeeded > 0 else { return distance(to: gate) }
        let time = gate.result.secondsNeeded.map { ", \(WatchNumber.duration($0))" } ?? ""
        return "\(ReportNumbers.count(gate.result.moreNeeded)) more\(time)"
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

    /// `p99 4.1 ms against 3.2 ms of the monolith (+28%, 95% interval +12% to +41%)`.
    var latency: String? {
        guard let latency = route.latency else { return nil }
        let both = """
            p99 \(ReportNumbers.milliseconds(latency.serviceP99)) against \
            \(ReportNumbers.milliseconds(latency.monolithP99)) of the monolith
            """
        guard let increase = latency.p99Increase else { return both }
        func signed(_ share: Double) -> String { (share < 0 ? "" : "+") + GateSentence.percent(share) }
        return "\(both) (\(signed(increase.value)), 95% interval \(signed(increase.low)) to \(signed(increase.high)))"
    }

    /// What noise was measured, a sentence each.
    var noise: [String] {
        var lines: [String] = []
        let kinds = route.noise.kinds.sorted { $0.key.rawValue < $1.key.rawValue }
        if !kinds.isEmpty {
            lines.append(kinds.map { "\(ReportNumbers.count($0.value)) \($0.key.rawValue)" }.joined(separator: ", "))
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

    /// What each rule costs; an odd one never matched, or has expired.
    var rules: [(text: String, isOdd: Bool)] {
        route.rules.rules.map { rule in
            var text = rule.rule
            if rule.neverMatched {
                text += " never matched"
            } else {
                if let share = rule.share { text += " takes out \(GateSentence.percent(share)) of the values" }
                text += ", excused \(ReportNumbers.count(rule.excused, "exchange"))"
                if rule.decided > 0 { text += ", decided \(ReportNumbers.count(rule.decided))" }
            }
            if let acceptance = rule.acceptance {
                text += acceptance.isExpired ? ", expired " : ", until "
                text += "\(ReportNumbers.time(acceptance.expires)): \(acceptance.reason)"
            }
            return (text, rule.neverMatched || rule.acceptance?.isExpired == true)
        }
    }

    /// `what 120 writes change agrees, 3 differ, of 2 it is not known`.
    var effects: String? {
        guard let effects = route.effects, effects.compared + effects.unknown > 0 else { return nil }
        return """
            of \(ReportNumbers.count(effects.compared, "write")) what they change was compared, \
            \(ReportNumbers.count(effects.differing)) differ; of \(ReportNumbers.count(effects.unknown)) a side did not say
            """
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

    /// `2026-03-01 12:00 UTC, shadow → canary 5% by ada (forced): the reason`.
    static func sentence(of flip: AdminRouteFlip) -> String {
        let notes = flip.notes.isEmpty ? "" : " (\(flip.notes.joined(separator: ", ")))"
        let why = flip.why.isEmpty ? "" : ": \(flip.why)"
        return "\(ReportNumbers.time(flip.time)), \(flip.from) → \(flip.to) by \(flip.who)\(notes)\(why)"
    }
}
