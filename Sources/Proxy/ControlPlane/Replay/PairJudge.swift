import DataPlane
import Foundation
package import Parity
package import Routing

/// Judges pairs of answers outside the running proxy, by what judges them inside it: comparison, identity, noise.
package struct PairJudge: Sendable {
    /// More differences than the proxy lists: here somebody looks at one pair.
    private static let differenceLimit = 500

    package let route: Route
    private let table: RouteTable
    private let rules: ComparisonRules
    private var desk = IdentityDesk(IdentityMap())

    package init(_ route: Route, in table: RouteTable) throws(InvalidRule) {
        self.route = route
        self.table = table
        rules = try ComparisonRules(route.parity)
    }

    /// How a pair is to be looked at.
    package struct Settings: Sendable {
        /// Answers to a write: what is new with each call is judged by its shape. nil: what the request's method says.
        package var isWrite: Bool?
        /// Whether to find out what each rule hides, which compares once more for each rule that hid something.
        package var explains = true
        /// Both sides have done what was asked, and keep it; otherwise the copy of a write was rolled back.
        package var keepsWrites = false
        /// Where the two sides stand, as their links begin; nil: where the table says.
        package var addresses: (monolith: String, service: String)?
        /// Seconds since 1970 for a pair that has no time of its own.
        package var now: Double

        package init(now: Double) { self.now = now }
    }

    /// Judges a pair; what it teaches about ids is kept for the next one.
    package mutating func judge(
        _ pair: RecordedExchange, monolith: Observation, service: Observation, _ settings: Settings
    ) -> JudgedPair {
        let method = pair.request?.method ?? "GET"
        let isWrite = settings.isWrite ?? (route.effect(of: Method(Array(method.utf8).span)) == .write)
        let time = pair.time ?? settings.now
        var exchange = ComparedExchange(
            route: route, monolith: monolith.withComparedTrailers(), service: service.withComparedTrailers(),
            primary: .monolith, requestID: pair.id ?? "", time: .init(timeIntervalSince1970: time))
        exchange.effect = isWrite ? .write : .read
        exchange.isRehearsal = !settings.keepsWrites
        exchange.table = table
        exchange.addresses = settings.addresses
        var context = ComparisonContext(rules)
        context.time = time
        context.differenceLimit = Self.differenceLimit
        context.monolithBases = exchange.bases(.monolith)
        context.serviceBases = exchange.bases(.candidate)

        let plain = desk.compare(exchange, &context)
        var judgement: Judgement
        if isWrite, pair.monolithAgain.isEmpty {
            judgement = Judge.judgeWrite(
                plain, monolith: exchange.monolith, service: exchange.service, context: context)
        } else {
            judgement = Judge.judge(
                plain, monolith: exchange.monolith, service: exchange.service,
                monolithAgain: pair.monolithAgain.map { $0.withComparedTrailers() },
                serviceAgain: pair.serviceAgain.map { $0.withComparedTrailers() }, context: context)
        }
        let judgesEffects = monolith.changes != nil || service.changes != nil
        desk.settle(&judgement.comparison, exchange, context, judgesEffects: judgesEffects)
        if judgement.verdict != .noise { judgement.noise = nil }
        let explained = settings.explains ? hidden(exchange, context, plain) : []
        return JudgedPair(
            id: pair.id, route: table.isMadeUp ? nil : route.id, judgement: judgement, explained: explained,
            rules: rules)
    }

    /// What is known of ids: learned from the pairs that were judged.
    package var known: IdentityLedger {
        get { desk.ledger }
        set { desk.ledger = newValue }
    }

    /// Puts the ids of today's monolith, and those that the service has for them, into a request that was recorded.
    ///
    /// - Parameter renaming: what the monolith calls today what it called otherwise in the recording.
    /// - Returns: nil when an id has no name on the service's side that is known.
    package func requests(
        for request: RecordedRequest, renaming: IdentityLedger
    ) -> (monolith: RecordedRequest, service: RecordedRequest)? {
        guard let toService = RequestTranslator(route, in: table),
            let toMonolith = RequestTranslator(route, in: table, assuming: .same)
        else { return (request, request) }
        // What the recording names and today's monolith did not make anew is the same thing there.
        guard let monolith = request.translated(toMonolith, renaming.map) else { return nil }
        return monolith.translated(toService, known.map).map { (monolith, $0) }
    }

    /// Learns what the monolith calls today what a recorded answer of it names.
    package mutating func learnRenaming(
        _ pair: RecordedExchange, recorded: Observation, today: Observation, into renaming: inout IdentityLedger,
        time: Double
    ) {
        var exchange = ComparedExchange(
            route: route, monolith: recorded.withComparedTrailers(), service: today.withComparedTrailers(),
            primary: .monolith, requestID: pair.id ?? "", time: .init(timeIntervalSince1970: time))
        exchange.table = table
        guard let identity = desk.identity(of: exchange)?.rules else { return }
        renaming.learnRenaming(
            recorded: exchange.monolith, today: exchange.service, rules: identity, context: ComparisonContext(rules),
            requestID: exchange.requestID, time: time)
    }

    // MARK: What the rules hide

    /// The differences that would be there without one of the rules, each with that rule.
    private func hidden(
        _ exchange: ComparedExchange, _ context: ComparisonContext, _ plain: Comparison
    ) -> [ExplainedDifference] {
        let known = Set(plain.differences.map(Place.init))
        var explained: [ExplainedDifference] = []
        func look(_ name: String, _ context: ComparisonContext) {
            let bare = Parity.Comparator.compare(
                monolith: exchange.monolith, service: exchange.service, context: context)
            for difference in bare.differences where !known.contains(Place(difference)) {
                explained.append(ExplainedDifference(difference, by: name))
            }
        }
        for use in plain.ruleUses where use.excused > 0 && rules.rules.indices.contains(use.rule) {
            guard let fewer = rules.without(use.rule) else { continue }
            var context = context
            context.rules = fewer
            look(rules.rules[use.rule].name, context)
        }
        if exchange.monolith.status != exchange.service.status, !rules.equivalentStatus.isEmpty {
            var context = context
            context.rules = rules.withoutEquivalentStatus ?? rules
            look("status", context)
        }
        if context.identity != nil, !route.parity.identity.isEmpty {
            var context = context
            context.identity = nil
            look("identity", context)
        }
        return explained
    }

    private struct Place: Hashable {
        var path: DifferencePath
        var kind: DifferenceClass

        init(_ difference: Difference) {
            path = difference.path
            kind = difference.kind
        }
    }
}

extension ComparisonRules {
    /// The same but for one rule; nil when the rest cannot be taken, which does not happen.
    fileprivate func without(_ index: Int) -> ComparisonRules? {
        var fewer = rules
        fewer.remove(at: index)
        return try? ComparisonRules(
            headers: headers, rules: fewer, equivalentStatus: equivalentStatus, secretNames: secretNames)
    }

    fileprivate var withoutEquivalentStatus: ComparisonRules? {
        try? ComparisonRules(headers: headers, rules: rules, secretNames: secretNames)
    }
}
