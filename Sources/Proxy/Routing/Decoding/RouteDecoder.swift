/// Reads one entry of `routes:`.
struct RouteDecoder {
    let gateway: GatewayDecoder.Result
    let log: DiagnosticLog
    let domain: String?
    let prefix: String
    /// The document's candidate.
    let candidate: TargetIndex?

    func route(_ entry: YAMLValue.Entry) -> RouteDraft? {
        let key = YAMLValue(content: .scalar(entry.key), location: entry.location)
        guard let id = key.scalar("routes", log, Word.identifier),
            var reader = MapReader(entry.value, "routes.\(entry.key)", log)
        else { return nil }
        let prefix = reader.scalar("prefix", PathPattern.prefix) ?? prefix
        let match = reader.require("match", hint: "add match: GET /path")
        let pattern = match.flatMap { PatternDecoder(log: log).pattern($0, prefix: prefix) }
        let group = reader.take("group").flatMap { value in
            value.scalar("group", log, Word.identifier).map { (id: $0, location: value.location) }
        }
        let fixedAnswer = fixedAnswer(&reader)
        let flip = flip(&reader, group: group?.id)
        let method = pattern?.method
        let effect = effect(
            &reader, entry, isMandatory: pattern != nil && method != .get && method != .head && fixedAnswer == nil)
        let idempotency = idempotency(&reader, effect)
        let shadowWrites = shadowWrites(&reader, effect)
        let own = reader.take("candidate")
        let candidate = own.map { CandidateDecoder(names: gateway.names, log: log).candidate($0) } ?? candidate

        let policy = PolicyDecoder(targets: gateway.names, log: log)
        let defaults = gateway.defaults
        let timeouts = policy.timeouts(reader.map("timeouts"), defaults.timeouts)
        let limits = LimitsDecoder.messages(reader.map("limits"), gateway.gateway.limits.messages)
        let fallback = policy.fallback(reader.take("fallback"), defaults.fallback)
        let parity = parity(&reader, policy, defaults.parity, pattern, shadowWrites)
        let gates = policy.gates(reader.map("gates"), defaults.gates)
        reader.finish()
        guard let pattern else { return nil }
        return RouteDraft(
            id: id, location: entry.location, domain: domain, pattern: pattern, group: group, flip: flip,
            effect: effect, idempotency: idempotency, candidate: fixedAnswer == nil ? candidate : nil,
            fixedAnswer: fixedAnswer, shadowWrites: shadowWrites, fallback: fallback, timeouts: timeouts,
            limits: limits, parity: parity.confirming(under: prefix), gates: gates)
    }

    /// What is left to be compared by a route that is not dry run has no effects.
    private func parity(
        _ reader: inout MapReader, _ policy: PolicyDecoder, _ base: ParityRules, _ pattern: RoutePattern?,
        _ shadowWrites: ShadowWrites
    ) -> ParityRules {
        let own = reader.map("parity")
        var rules = policy.parity(own, base, parameters: pattern?.parameterNames)
        guard shadowWrites != .dryRun else { return rules }
        rules.effects = nil
        for key in own?.keys(among: ["effects"]) ?? [] {
            log.error(
                .effectsWithoutDryRun, at: key.location,
                "\(reader.subject) is not dry run, so that it has no effects to compare",
                hint: "add shadow: {writes: dry_run}, or remove effects")
        }
        return rules
    }

    /// `answer: 404`; nothing that has to do with targets may stand beside it.
    private func fixedAnswer(_ reader: inout MapReader) -> UInt16? {
        let status = reader.scalar("answer") { text throws(ScalarProblem) in
            try Quantity.count(text, in: 400...599)
        }
        guard let status else { return nil }
        for key in reader.keys(among: Self.keysOfTargets) {
            log.error(
                .answerConflict, at: key.location,
                "\(reader.subject) has answer: \(status), so that \(key.name) has no meaning",
                hint: "remove one of the two")
        }
        return UInt16(status)
    }

    private static let keysOfTargets = [
        "group", "state", "canary", "candidate", "effect", "idempotency", "shadow", "parity", "fallback", "timeouts",
        "limits", "gates",
    ]

    /// The members of a group flip with it: what is said about flips is said there.
    private func flip(_ reader: inout MapReader, group: String?) -> FlipDraft {
        if let group {
            for key in reader.keys(among: ["state", "canary"]) {
                log.error(
                    .flipInGroup, at: key.location,
                    "\(reader.subject) flips with its group, so that \(key.name) has no meaning",
                    hint: "move it to groups.\(group)")
            }
        }
        return FlipDecoder(log: log).flip(&reader, keys: gateway.defaults.canaryKeys)
    }

    private func effect(_ reader: inout MapReader, _ entry: YAMLValue.Entry, isMandatory: Bool) -> Effect {
        if let effect: Effect = reader.scalar("effect", Word.oneOf) { return effect }
        if isMandatory, !reader.has("effect") {
            log.error(
                .missingEffect, at: entry.location, "\(reader.subject) does not say whether it changes something",
                hint: "add effect: write, or effect: read if it changes nothing")
        }
        return isMandatory ? .write : .read
    }

    private func idempotency(_ reader: inout MapReader, _ effect: Effect) -> Idempotency {
        guard let value = reader.take("idempotency") else { return .none }
        let words = [("required", Idempotency.required), ("none", .none)]
        let idempotency = value.scalar("idempotency", log) { text throws(ScalarProblem) in try Word.oneOf(text, words) }
        if idempotency == .required, effect == .read {
            log.error(
                .writeOnly, at: value.location,
                "\(reader.subject) has effect: read, so that idempotency has no meaning",
                hint: "remove it, or say effect: write")
        }
        return idempotency ?? .none
    }

    private func shadowWrites(_ reader: inout MapReader, _ effect: Effect) -> ShadowWrites {
        guard let value = reader.take("shadow"), var shadow = MapReader(value, "shadow", log) else { return .none }
        let words = [("dry_run", ShadowWrites.dryRun), ("isolated", .isolated), ("none", .none)]
        let writes = shadow.scalar("writes") { text throws(ScalarProblem) in try Word.oneOf(text, words) }
        shadow.finish()
        if effect == .read {
            log.error(
                .writeOnly, at: value.location,
                "\(reader.subject) has effect: read, so that shadow.writes has no meaning",
                hint: "remove it, or say effect: write")
        }
        return writes ?? .none
    }
}
