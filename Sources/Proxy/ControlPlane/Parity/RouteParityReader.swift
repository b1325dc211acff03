import Foundation
import Parity
import Routing
import Store

/// Reads facts into what the admin API says about a route.
struct RouteParityReader {
    let table: RouteTable
    let facts: [String: RouteFacts]
    let now: Date

    func parity(of index: RouteIndex, _ route: Route) -> AdminRouteParity {
        let facts = facts[route.id]
        let evidence = facts?.evidence?.evidence ?? Evidence()
        let gates = gates(of: index, route)
        return AdminRouteParity(
            id: route.id, unit: route.unit, match: "\(route.pattern)",
            candidate: route.candidate.map { table.targets[Int($0.value)].name }, status: table.status(of: index),
            epoch: facts?.evidence.map { AdminEpoch($0.epoch, started: $0.started, updated: $0.updated) },
            counts: AdminParityCounts(evidence), behaviors: behaviors(evidence), latency: AdminLatency(evidence),
            recall: evidence.recall, gates: gates,
            trend: BoundedTrend(evidence, confidence: gates.first?.gate.confidence).points(trend(facts)),
            groups: groups(facts?.evidence, gates), ignore: route.parity.ignore, noise: AdminNoise(evidence),
            audience: AdminAudience(evidence),
            rules: AdminRuleCosts(
                evidence.ruleCosts, rules: (try? ComparisonRules(route.parity)) ?? ComparisonRules(), now: now),
            effects: route.parity.effects.map { _ in AdminEffects(evidence.effects) },
            epochs: facts?.epochs.map(AdminPastEpoch.init) ?? [], pace: facts?.pace, bases: AdminBases(route, table),
            next: nextStep(of: index, route, evidence, gates))
    }

    /// The gates of the states that are still ahead.
    private func gates(of index: RouteIndex, _ route: Route) -> [AdminGate] {
        guard route.candidate != nil else { return [] }
        let facts = facts[route.id]
        let state = table.status(of: index).state
        return [RouteState.canary, .extracted].filter { $0 > state }.compactMap { ahead in
            guard let asked = route.gates.gate(reaching: ahead) else { return nil }
            let gate = Parity.Gate(asked)
            let result = gate.evaluate(
                facts?.evidence?.evidence ?? Evidence(), alternating: facts?.builds ?? [],
                pace: facts?.pace)
            let outcome = GateOutcome(
                route: route.id, gate: gate, result: result, epoch: facts?.evidence?.epoch, waived: false)
            return AdminGate(
                state: ahead.rawValue, gate: gate, result: result, reasons: GateSentence.sentences(of: outcome))
        }
    }

    /// What differs in exchanges, and in front of it that the service is too slow where gates ask for its speed.
    private func groups(_ evidence: EpochEvidence?, _ gates: [AdminGate]) -> [DifferenceGroup] {
        guard let evidence else { return [] }
        let limit = gates.compactMap(\.gate.p99Increase).min()
        let seen = (evidence.started.timeIntervalSince1970, evidence.updated.timeIntervalSince1970)
        let slow = limit.flatMap { DifferenceGroup.latency(of: evidence.evidence, limit: $0, seen: seen) }
        return (slow.map { [$0] } ?? []) + evidence.groups
    }

    private func behaviors(_ evidence: Evidence) -> [AdminBehavior] {
        evidence.behaviors.counts.merging(evidence.notCopied) { $1 }
            .map { AdminBehavior(kind: $0.key.description, count: $0.value) }
            .sorted { ($1.count.seen, $0.kind) < ($0.count.seen, $1.kind) }
    }

    /// Ten-second stretches while the epoch is young, minutes once it is older than the recorder keeps those.
    private func trend(_ facts: RouteFacts?) -> [AdminTrendPoint] {
        guard let facts, let stored = facts.evidence?.trend else { return [] }
        let fine = TrendRing.stretch * Double(TrendRing.limit)
        if let first = stored.first, let last = stored.last, last.minute.timeIntervalSince(first.minute) < fine,
            !facts.trend.isEmpty
        {
            return facts.trend
        }
        return stored.map {
            AdminTrendPoint(start: $0.minute, compared: UInt64($0.compared), mismatches: UInt64($0.mismatches))
        }
    }

    private func nextStep(
        of index: RouteIndex, _ route: Route, _ evidence: Evidence, _ gates: [AdminGate]
    ) -> AdminNextStep {
        let blocking = table.units.first { $0.id == route.unit }?.routes.compactMap { member -> String? in
            let other = table.routes[Int(member.value)]
            guard other.id != route.id, let gate = self.gates(of: member, other).first, !gate.result.isOpen else {
                return nil
            }
            return other.id
        }
        return NextStep(
            route: route.id, unit: route.unit, candidate: route.candidate.map { table.targets[Int($0.value)].name },
            status: table.status(of: index), evidence: evidence, gate: gates.first,
            worst: facts[route.id]?.evidence?.groups.first?.key, blockedBy: blocking ?? []
        ).step
    }
}
