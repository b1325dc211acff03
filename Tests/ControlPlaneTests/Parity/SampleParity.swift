@testable import ControlPlane
import Foundation
import Parity
import Routing
import Store

/// A report with a route in every standing, and with texts that want out of their place.
enum SampleParity {
    static let start = Date(timeIntervalSince1970: 1_767_225_600)

    /// What a hostile body, key or header may say: markup plain, and joined with marks so that it is no plain character.
    static let hostile =
        "</pre><script>alert(1)</script>\"'`&\u{0600}<img src=x onerror=alert(2)><\u{0301}b>\u{202E}\u{1B}[31m"

    static func make(hostile text: String = "USD") -> AdminParity {
        var recall = Recall()
        for kind in FaultKind.allCases {
            for _ in 0..<24 { recall.record(kind, isFound: true) }
        }
        return AdminParity(
            generated: start + 3600, revision: 12, recall: recall,
            routes: [
                route("orders.list", "GET /api/v1/orders", .shadow, match: 1190, mismatch: 14, text: text),
                route("orders.show", "GET /api/v1/orders/:id", .shadow, match: 2412),
                route("orders.create", "POST /api/v1/orders", .shadow, match: 3991),
                route("clients.show", "GET /api/v1/clients/:id", .canary, match: 16_900, unit: "clients"),
                route("auth.login", "POST /api/v1/auth/login", .shadow, match: 120, failed: 60),
                route("portfolios.show", "GET /api/v1/portfolios/:id", .shadow, match: 5000, skipped: 4000),
                route("market.data", "GET /api/v1/market_data", .extracted, match: 22_000),
                route("executions.list", "GET /api/v1/executions", .monolith),
                route("deposits.create", "POST /api/v1/deposits", .retired),
                route("internal", "* /internal/*rest", .monolith, candidate: nil),
            ])
    }

    private static func route(
        _ id: String, _ match: String, _ state: RouteState, match matches: UInt64 = 0, mismatch: UInt64 = 0,
        failed: UInt64 = 0, skipped: UInt64 = 0, unit: String = "lifecycle", candidate: String? = "orders",
        text: String = "USD"
    ) -> AdminRouteParity {
        var evidence = Evidence()
        evidence.match = matches
        evidence.mismatch = mismatch
        if failed > 0 { evidence.failed[.timeout] = failed }
        if skipped > 0 { evidence.skipped[.budget] = skipped }
        for _ in 0..<(matches > 0 ? 200 : 0) {
            evidence.monolithLatency.record(nanoseconds: 3_200_000)
            evidence.serviceLatency.record(nanoseconds: 4_100_000)
        }
        let kind = BehaviorKind("2xx {next:null,orders:[…],\(text):string}")
        evidence.behaviors.add(
            kind, BehaviorCount(seen: matches + mismatch, compared: matches + mismatch, mismatched: mismatch))
        evidence.behaviors.add(BehaviorKind("4xx {status:number,title:string}"), BehaviorCount(seen: 31, compared: 31))
        let gates = [RouteState.canary, .extracted].filter { $0 > state && candidate != nil }.map {
            ahead -> AdminGate in
            let gate = Parity.Gate(mismatch: ahead == .canary ? 0.001 : 0.0002, confidence: 0.95, comparedShare: 0.8)
            let result = gate.evaluate(evidence)
            let outcome = GateOutcome(route: id, gate: gate, result: result, epoch: nil, waived: false)
            return AdminGate(
                state: ahead.rawValue, gate: gate, result: result, reasons: GateSentence.sentences(of: outcome))
        }
        let groups =
            mismatch > 0
            ? [
                group("body:/orders/*/limit_price", .value, mismatch, text),
                group("body:/orders/*/\(text)", .extra, 3, text),
            ] : []
        let epoch = Epoch(
            definition: 1, rules: 2, monolithBuild: "m-41", serviceBuild: text == "USD" ? "s-7" : text, resets: 0)
        var recall = Recall()
        if matches > 0 { recall.record(.wrongNumber, isFound: true) }
        let status = RouteStatus(state, canary: Share(percent: 5) ?? .zero)
        return AdminRouteParity(
            id: id, unit: unit, match: match, candidate: candidate, status: status,
            epoch: matches > 0 ? AdminEpoch(epoch, started: start, updated: start + 3600) : nil,
            counts: AdminParityCounts(evidence),
            behaviors: matches > 0
                ? evidence.behaviors.counts.map { AdminBehavior(kind: $0.key.description, count: $0.value) } : [],
            latency: AdminLatency(evidence), recall: recall, gates: gates, trend: trend(matches, mismatch),
            groups: groups, ignore: ["/meta/request_id"],
            next: NextStep(
                route: id, unit: unit, candidate: candidate, status: status, evidence: evidence, gate: gates.first,
                worst: groups.first?.key, blockedBy: id == "orders.create" ? ["orders.list"] : []
            ).step)
    }

    private static func trend(_ matches: UInt64, _ mismatches: UInt64) -> [AdminTrendPoint] {
        guard matches > 0 else { return [] }
        return (0..<40).map { index in
            let wave = 60 + 38 * sin(Double(index) / 5) + Double(index)
            return AdminTrendPoint(
                start: start + Double(index) * 60, compared: UInt64(wave),
                mismatches: mismatches > 0 && index % 7 == 3 ? 9 : 0)
        }
    }

    private static func group(_ pattern: String, _ kind: DifferenceClass, _ count: UInt64, _ text: String)
        -> DifferenceGroup
    {
        DifferenceGroup(
            key: DifferenceGroup.Key(pattern: pattern, kind: kind), count: count,
            firstSeen: start.timeIntervalSince1970 + 60, lastSeen: start.timeIntervalSince1970 + 3500,
            examples: [
                DifferenceGroup.Example(
                    requestID: text == "USD" ? "6f1c2a9e41d04b7e" : text, time: start.timeIntervalSince1970 + 60,
                    path: pattern.replacing("*", with: "3"), monolith: kind == .extra ? nil : "\"10250.10 \(text)\"",
                    service: "\"10250.11 \(text)\"")
            ])
    }
}
