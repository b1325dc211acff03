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
                strange(text),
            ])
    }

    /// A route whose every text, also those that a route table or an operator writes, may be a hostile one.
    private static func strange(_ text: String) -> AdminRouteParity {
        var route = route("strange", "GET /strange", .shadow, match: 900, mismatch: 2, unit: "other", text: text)
        route.id = "strange.\(text)"
        route.unit = "unit \(text)"
        route.match = "GET /strange/\(text)"
        route.candidate = "candidate \(text)"
        route.ignore = ["/\(text)"]
        route.bases = AdminBases(monolith: "http://\(text)", service: "http://\(text)")
        route.next.advice = "Fix \(text)."
        route.next.command = "ficus \(text)"
        route.gates[0].reasons.append("the behaviour \"\(text)\" was seen 3 times and compared 0 times of at least 3")
        route.behaviors.append(
            AdminBehavior(
                kind: "query: \(text)", count: BehaviorCount(seen: 90, compared: 1, example: "GET /strange?\(text)")))
        var costs = AdminRuleCosts(
            RuleCosts(),
            rules: compiled([
                Rule(
                    "/\(text)",
                    .accept(
                        Acceptance(
                            reason: "why \(text)", ticket: "T-\(text)", expires: start.timeIntervalSince1970 + 86_400)))
            ]), now: start)
        costs.measured = 1
        route.rules = costs
        route.flips = [flip(.monolith, .shadow, who: "who \(text)", why: "why \(text)", forced: true, of: "strange")]
        route.epochs[0].epoch.serviceBuild = "build \(text)"
        return route
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
        for step in 0..<UInt64(matches > 0 ? 400 : 0) {
            // A long tail: 2 ms, and at the end some hundred.
            let slow = step % 50 == 0 ? step * step * 500 : 0
            evidence.monolithLatency.record(nanoseconds: 2_000_000 + step * 9_000 + slow)
            evidence.serviceLatency.record(nanoseconds: 2_600_000 + step * 11_000 + slow)
        }
        if matches > 0 {
            evidence.noise = 12
            evidence.noiseKinds = [.volatile: 9, .lag: 3]
            for step in 0..<40 { evidence.noiseSample.record(isNoisy: step == 7) }
            for client in 0..<UInt64(37) {
                evidence.audience.record(
                    client: client &* 0x9E37_79B9_7F4A_7C15, session: nil, time: start.timeIntervalSince1970)
            }
            evidence.ruleCosts = costs
        }
        let kind = BehaviorKind("2xx {next:null,orders:[…],\(text):string}")
        evidence.behaviors.add(
            kind, BehaviorCount(seen: matches + mismatch, compared: matches + mismatch, mismatched: mismatch))
        evidence.behaviors.add(BehaviorKind("4xx {status:number,title:string}"), BehaviorCount(seen: 31, compared: 31))
        let gates = [RouteState.canary, .extracted].filter { $0 > state && candidate != nil }.map {
            ahead -> AdminGate in
            let gate = Parity.Gate(mismatch: ahead == .canary ? 0.001 : 0.0002, confidence: 0.95, comparedShare: 0.8)
            let result = gate.evaluate(evidence, pace: 3.5)
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
                ? evidence.behaviors.counts.map { AdminBehavior(kind: $0.key.description, count: $0.value) }
                    .sorted { $0.count.seen > $1.count.seen } : [],
            latency: AdminLatency(evidence), recall: recall, gates: gates,
            trend: BoundedTrend(evidence, confidence: 0.95).points(trend(matches, mismatch)),
            groups: groups, ignore: ["/meta/request_id"], noise: AdminNoise(evidence),
            audience: AdminAudience(evidence),
            rules: AdminRuleCosts(evidence.ruleCosts, rules: compiled(matches > 0 ? rules : []), now: start + 3600),
            effects: id == "orders.create" ? AdminEffects(evidence.effects) : nil,
            epochs: matches > 0 ? [past("s-7", 3600, matches + mismatch, mismatch), past("s-6", 0, 812, 40)] : [],
            pace: matches > 0 ? 3.5 : nil,
            bases: candidate.map { _ in
                AdminBases(monolith: "http://127.0.0.1:3000", service: "http://127.0.0.1:3003")
            },
            flips: state > .monolith && candidate != nil ? flips(to: state, of: id) : [],
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
                    service: "\"10250.11 \(text)\"",
                    request: ExampleRequest(
                        method: "GET", target: "/api/v1/orders?currency=\(text)&token=s3cr3t",
                        fields: [("Accept", "application/json; \(text)"), ("Authorization", "Bearer abc")]))
            ])
    }

    private static func compiled(_ rules: [Rule]) -> ComparisonRules {
        (try? ComparisonRules(rules: rules)) ?? ComparisonRules()
    }

    private static var rules: [Rule] {
        [
            Rule("/meta/request_id", .ignore), Rule("/price", .numeric(NumericTolerance(absolute: "0.0001"))),
            Rule("/orders/*/note", .shape),
            Rule(
                "/orders/*/rank",
                .accept(
                    Acceptance(
                        reason: "ranks are counted anew", ticket: "BRK-112",
                        expires: start.timeIntervalSince1970 + 86_400))),
        ]
    }

    /// What comparing under these rules came to.
    private static var costs: RuleCosts {
        let answer = #"{"meta":{"request_id":1},"price":"2.5","orders":[{"rank":1}]}"#
        let other = #"{"meta":{"request_id":2},"price":"2.50001","orders":[{"rank":2}]}"#
        var costs = RuleCosts()
        guard let rules = try? ComparisonRules(rules: Self.rules) else { return costs }
        for body in [other, other, answer] {
            var context = ComparisonContext(rules)
            context.measuresCost = true
            context.time = start.timeIntervalSince1970
            costs.record(
                Parity.Comparator.compare(monolith: json(answer), service: json(body), context: context), rules: rules)
        }
        return costs
    }

    private static func json(_ text: String) -> Observation {
        Observation(status: 200, contentType: Array("application/json".utf8), body: Array(text.utf8))
    }

    private static func past(_ build: String, _ offset: Double, _ compared: UInt64, _ mismatch: UInt64)
        -> AdminPastEpoch
    {
        let epoch = Epoch(definition: 1, rules: 2, monolithBuild: "m-41", serviceBuild: build, resets: 0)
        return AdminPastEpoch(
            EpochSummary(
                epoch: epoch, started: start + offset - 3600, updated: start + offset, compared: compared,
                mismatches: mismatch))
    }

    private static func flips(to state: RouteState, of id: String) -> [AdminRouteFlip] {
        let first = flip(.monolith, .shadow, who: "ada", why: "first look", of: id)
        return state == .shadow
            ? [first] : [flip(.shadow, .canary, who: "grace", why: "", isGated: true, of: id), first]
    }

    private static func flip(
        _ from: RouteState, _ to: RouteState, who: String, why: String, forced: Bool = false, isGated: Bool = false,
        of id: String
    ) -> AdminRouteFlip {
        let gate = Parity.Gate(mismatch: 0.001, confidence: 0.95, comparedShare: 0.8)
        var evidence = Evidence()
        evidence.match = 3_400
        let outcome = GateOutcome(route: id, gate: gate, result: gate.evaluate(evidence), epoch: nil, waived: false)
        return AdminRouteFlip(
            FlipHistory.Entry(
                StoredFlip(
                    sequence: isGated ? 2 : 1,
                    flip: Flip(
                        unit: id, direction: .forward, from: RouteStatus(from),
                        to: RouteStatus(to, canary: Share(percent: 5) ?? .zero), time: start + (isGated ? 1800 : 60),
                        who: who, why: why, forced: forced, gates: isGated ? [outcome] : []), hash: "")), of: id)
    }
}
