import Logging
import Parity
import Routing
import Store

extension Flips {
    /// Flips a unit to a state: forward through the gate and the feed, backwards at once.
    package func flip(_ request: FlipRequest) async throws(AdminProblem) -> FlipAnswer {
        let unit = try flippable(request.unit)
        guard request.to.state != .canary || request.to.canary > .zero else {
            throw AdminProblem(
                .badRequest, "a canary needs the share of keys that the service answers, above 0 and up to 100 percent",
                fix: "add --percent N", unit: unit.id)
        }
        let from = status(of: unit)
        let why = request.reason ?? ""
        guard request.to != from else {
            let flip = Flip(
                unit: unit.id, direction: .forward, from: from, to: from, time: now(), who: request.who, why: why)
            return FlipAnswer(flip: flip, changed: false, routes: routeIDs(of: unit))
        }
        if request.to.isBehind(from) {
            return await goBack(unit, from: from, to: request.to, who: request.who, why: why)
        }
        let waived = try checkReasons(of: request, unit)
        guard underWay.insert(unit.id).inserted else {
            throw AdminProblem(
                .conflict, "another flip of \(unit.id) is under way", fix: "try again in a few seconds", unit: unit.id)
        }
        defer { underWay.remove(unit.id) }
        let setbacks = setbacks[unit.id, default: 0]
        let force = request.force ?? false

        let outcomes = try await gateOutcomes(of: unit, reaching: request.to.state, waiving: waived)
        let isRefused = !outcomes.allSatisfy(\.passes)
        if isRefused, !force { throw gateRefusal(of: unit, reaching: request.to, outcomes) }
        let feedProblem = await levelFeed(of: unit)
        if let feedProblem, !force { throw feedProblem }
        guard self.setbacks[unit.id, default: 0] == setbacks, status(of: unit) == from else { throw overtaken(unit) }

        let flip = Flip(
            unit: unit.id, direction: .forward, from: from, to: request.to, time: now(), who: request.who, why: why,
            forced: force && (isRefused || feedProblem != nil), waivers: waived.sorted(), gates: outcomes)
        let position = history.entries.count
        let stored = try await persist(flip, of: unit, setbacks: setbacks)
        history.insert(stored, at: position)
        guard self.setbacks[unit.id, default: 0] == setbacks else { throw overtaken(unit) }
        statuses[unit.id] = flip.to
        await publish()
        logger.notice(
            "flipped", metadata: ["unit": "\(unit.id)", "from": "\(from)", "to": "\(flip.to)", "who": "\(flip.who)"])
        return FlipAnswer(flip: flip, sequence: stored.sequence, routes: routeIDs(of: unit))
    }

    private func checkReasons(of request: FlipRequest, _ unit: FlipUnit) throws(AdminProblem) -> Set<String> {
        let waived = Set(request.waive ?? [])
        let hasReason = request.reason?.contains { !$0.isWhitespace } ?? false
        guard hasReason || (waived.isEmpty && request.force != true) else {
            throw AdminProblem(
                .reasonMissing, "forcing a flip or waiving a gate goes on record and needs a reason",
                fix: "add --reason TEXT", unit: unit.id)
        }
        let strangers = waived.subtracting(routeIDs(of: unit)).sorted()
        guard strangers.isEmpty else {
            throw AdminProblem(
                .badRequest, "\(strangers.joined(separator: ", ")) does not flip with \(unit.id)",
                fix: "its routes are \(routeIDs(of: unit).joined(separator: ", "))", unit: unit.id)
        }
        return waived
    }

    func gateOutcomes(
        of unit: FlipUnit, reaching state: RouteState, waiving waived: Set<String> = []
    ) async throws(AdminProblem) -> [GateOutcome] {
        do {
            return try await gates.outcomes(of: unit, in: definition, reaching: state, waiving: waived)
        } catch {
            throw AdminProblem(
                .storeUnavailable, "the evidence cannot be read: \(error)", fix: "look at the store's disk",
                unit: unit.id)
        }
    }

    func gateRefusal(of unit: FlipUnit, reaching status: RouteStatus, _ outcomes: [GateOutcome]) -> AdminProblem {
        let closed = outcomes.filter { !$0.passes }
        let needs = closed.map(\.result.moreNeeded).max() ?? 0
        let detail = "\(unit.id) may not become \(status): \(GateSentence.summary(of: closed))"
        let fix =
            needs > 0
            ? "gather \(needs) more compared exchanges (`ficus parity report`), or --force --reason TEXT"
            : "read `ficus parity report`, or --force --reason TEXT"
        return AdminProblem(.gateRefused, detail, fix: fix, unit: unit.id, gates: outcomes)
    }

    /// Writes the flip, unless the unit is rolled back before its turn comes.
    private func persist(
        _ flip: Flip, of unit: FlipUnit, setbacks: Int
    ) async throws(AdminProblem) -> StoredFlip {
        let write = inWritingOrder { try await self.append(flip, setbacks: setbacks) }
        switch await write.result {
        case .success(let stored): return stored
        case .failure(let problem as AdminProblem): throw problem
        case .failure(let error):
            throw AdminProblem(
                .storeUnavailable, "the flip could not be recorded, so it was not done: \(error)",
                fix: "look at the store's disk, then flip again", unit: unit.id)
        }
    }

    private func append(_ flip: Flip, setbacks: Int) async throws -> StoredFlip {
        try await writePending()
        guard self.setbacks[flip.unit, default: 0] == setbacks else {
            throw AdminProblem(.conflict, "\(flip.unit) was rolled back meanwhile", unit: flip.unit)
        }
        return try await log.append(flip)
    }

    private func overtaken(_ unit: FlipUnit) -> AdminProblem {
        AdminProblem(
            .conflict,
            "\(unit.id) was rolled back, or changed, while this flip was under way; it is now \(status(of: unit))",
            fix: "look at `ficus history`, then flip again", unit: unit.id)
    }
}
