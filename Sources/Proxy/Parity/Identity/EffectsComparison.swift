/// Compares what a write changed at the monolith with what it would have changed at the service: rows by table.
///
///     {"orders":[{"id":17,"status":"open"}],"executions":[]}      effects/orders/0/status
package enum EffectsComparison {
    /// The most that a side may tell of one write, in bytes.
    package static let limit = 64 << 10

    /// Puts the differences of effects among those of the answers. A table without rows and none at all are the same, and
    /// so are rows in another order: neither says in which order things were written.
    ///
    /// - Parameter context: that of the effects.
    /// - Returns: the ids in the effects, to be looked at together with those of the answers.
    static func compare(
        monolith: [UInt8], service: [UInt8], context: ComparisonContext, rules: EffectsRules,
        into comparison: inout Comparison
    ) -> [IdentitySite] {
        let left = observation(of: monolith)
        let right = observation(of: arranged(service, like: monolith, by: rules.content))
        let effects = Comparator.compare(monolith: left, service: right, context: context)
        let differences = effects.differences.compactMap { difference -> Difference? in
            guard case .body(let pointer) = difference.path else { return nil }
            if pointer.tokens.count == 1, isEmptyTable(difference) { return nil }
            var difference = difference
            difference.path = .effects(pointer)
            return difference
        }
        if !differences.isEmpty {
            comparison.differences += differences
            comparison.verdict = .mismatch
        }
        guard let identity = rules.identity, let selector = identity.selector else { return [] }
        return Comparator.pairs(monolith: left, service: right, selecting: selector, context: context).compactMap {
            pair in
            let place = identity.place(pattern: pair.pattern)
            guard case .body(let pointer) = pair.path, let domain = place.domain, let left = pair.monolith,
                let right = pair.service
            else { return nil }
            return IdentitySite(
                path: .effects(pointer), domain: domain, place: "effects\(place.text)", monolith: left, service: right)
        }
    }

    private static func isEmptyTable(_ difference: Difference) -> Bool {
        switch difference.kind {
        case .missing: difference.monolith == "[]"
        case .extra: difference.service == "[]"
        default: false
        }
    }

    private static func observation(of changes: [UInt8]) -> Observation {
        Observation(status: 200, contentType: Array("application/json".utf8), body: changes)
    }
}

extension IdentityLedger {
    /// The effects of a write beside its answers: both are one exchange, and its ids must agree in all of it.
    package mutating func settle(
        _ comparison: inout Comparison, monolith: Observation, service: Observation, context: ComparisonContext,
        judge: ExchangeIdentityJudge?, effects: EffectsRules, requestID: String
    ) {
        if case .unknown = comparison.verdict { return }
        guard let left = monolith.changes, let right = service.toldChanges else {
            if comparison.verdict != .mismatch || service.isUnsureOfChanges { comparison.becomeUnknown(.effects) }
            return
        }
        var effectsContext = ComparisonContext(effects.compared)
        // A write cannot be repeated: what is new with each call is judged by its shape, as in its answer.
        effectsContext.volatility = FreshValues(time: context.time, areChanges: true)
        effectsContext.primary = context.primary
        effectsContext.time = context.time
        if let identity = effects.identity, let judge {
            effectsContext.identity = self.judge(
                identity, isRehearsal: judge.lookup.isRehearsal, time: judge.lookup.time)
        }
        let sites = EffectsComparison.compare(
            monolith: left, service: right, context: effectsContext, rules: effects, into: &comparison)
        // What was done on other rows may differ; where it does not, it agrees all the same.
        if comparison.verdict == .mismatch, service.isUnsureOfChanges { return comparison.becomeUnknown(.effects) }
        guard let judge else { return }
        let isComparable = monolith.status / 100 == service.status / 100
        let answers = isComparable ? self.sites(monolith, service, context, judge.lookup.rules) : []
        settle(
            &comparison, sites: answers + sites, judge: judge, redaction: context.rules.redaction,
            requestID: requestID)
    }
}

extension Comparison {
    fileprivate mutating func becomeUnknown(_ reason: UnknownReason) {
        differences = []
        verdict = .unknown(reason)
    }
}
