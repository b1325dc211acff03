import DataPlane
import Foundation
import Parity
import Routing

/// What the recorder knows of ids: judges each exchange by it, and hands on what was learned.
struct IdentityDesk {
    /// What is known, without what it was compiled into.
    var ledger: IdentityLedger
    /// By route, for the revision of the table that it was compiled from.
    private var routes: [String: (revision: Int, identity: RouteIdentity)] = [:]
    /// Something was learned that the data plane does not know yet.
    private(set) var hasNews = false

    /// - Parameter map: what the store has kept.
    init(_ map: IdentityMap) {
        ledger = IdentityLedger(map)
        hasNews = !map.isEmpty
    }

    /// What the route of an exchange says; nil for one without a table.
    mutating func identity(of exchange: ComparedExchange) -> RouteIdentity? {
        guard let table = exchange.table else { return nil }
        if let known = routes[exchange.route.id], known.revision == table.revision { return known.identity }
        let identity = RouteIdentity(exchange.route, in: table)
        routes[exchange.route.id] = (table.revision, identity)
        return identity
    }

    /// Compares the answers of an exchange up to renaming, and leaves the judge of its ids in the context.
    ///
    /// Two lists of the same small numbers look alike where they are not: as long as nothing tells whether the sides share
    /// their ids, answers that do not agree are looked at once more as if they did not.
    mutating func compare(_ exchange: ComparedExchange, _ context: inout ComparisonContext) -> Comparison {
        let rules = identity(of: exchange).flatMap { $0.rules ?? $0.effects?.rules.identity }
        guard let rules else { return Self.comparison(exchange, context) }
        context.identity = judge(rules, exchange)
        let comparison = Self.comparison(exchange, context)
        guard comparison.verdict == .mismatch, ledger.isUndecided(rules) else { return comparison }
        var other = context
        other.identity = judge(rules, exchange, presumesRenaming: true)
        let second = Self.comparison(exchange, other)
        guard second.verdict == .match else { return comparison }
        context = other
        return second
    }

    /// The same context with what is known of ids now.
    mutating func refreshed(_ context: ComparisonContext, of exchange: ComparedExchange) -> ComparisonContext {
        guard let before = context.identity as? ExchangeIdentityJudge else { return context }
        var context = context
        context.identity = judge(before.rules, exchange, presumesRenaming: before.presumesRenaming)
        return context
    }

    private static func comparison(_ exchange: ComparedExchange, _ context: ComparisonContext) -> Comparison {
        Parity.Comparator.compare(monolith: exchange.monolith, service: exchange.service, context: context)
    }

    private func judge(
        _ rules: IdentityRules, _ exchange: ComparedExchange, presumesRenaming: Bool = false
    ) -> ExchangeIdentityJudge {
        // A rehearsal counts from its beginning; a read that went on meanwhile may show what its primary has made.
        let isRehearsal = exchange.effect == .write && exchange.isRehearsal
        let length = isRehearsal ? 0 : Double(exchange.monolith.totalNanoseconds) / 1_000_000_000
        return ledger.judge(
            rules, isRehearsal: isRehearsal, time: exchange.time.timeIntervalSince1970 + length,
            monolithBases: exchange.bases(.monolith), serviceBases: exchange.bases(.candidate),
            presumesRenaming: presumesRenaming)
    }

    /// Whether the copy asked for another thing: it was sent while nothing told yet that the sides' ids differ, and what
    /// was learned since names the ids in its path or query otherwise, or not at all.
    mutating func wasMisaddressed(_ exchange: ComparedExchange) -> Bool {
        guard var translator = identity(of: exchange)?.translator, let targets = exchange.questions?.targets()
        else { return false }
        if Self.knowsNoSuchThing(exchange.service, exchange.monolith) {
            translator = translator.assuming(undecided(exchange))
        }
        return switch translator.target(Array(targets.monolith.utf8), ledger.map, .toService) {
        case .unchanged: targets.service != targets.monolith
        case .changed(let target): !targets.service.utf8.elementsEqual(target)
        case .unmapped: true
        }
    }

    /// Whether a side answers that there is no such thing where the other shows one.
    static func knowsNoSuchThing(_ service: Observation, _ monolith: Observation) -> Bool {
        [404, 410].contains(service.status) && monolith.status / 100 == 2
    }

    /// The domains of which nothing tells yet whether the sides share their ids. An id that a service does not know says
    /// nothing there: it may know the thing under another one.
    private func undecided(_ exchange: ComparedExchange) -> [String: IdentityAssumption] {
        var domains: [String: IdentityAssumption] = [:]
        for domain in Set(exchange.route.parity.identity.compactMap(\.domain)) where isUndecided(domain, exchange) {
            domains[domain] = .differ
        }
        return domains
    }

    private func isUndecided(_ domain: String, _ exchange: ComparedExchange) -> Bool {
        pairs(domain, exchange)?.isUndecided(assumption(domain, exchange)) ?? false
    }

    private func assumption(_ domain: String, _ exchange: ComparedExchange) -> IdentityAssumption {
        exchange.route.parity.ids[domain].flatMap { IdentityAssumption(rawValue: $0.rawValue) } ?? .learned
    }

    private func pairs(_ domain: String, _ exchange: ComparedExchange) -> IdentityPairs? {
        guard let table = exchange.table, let candidate = exchange.route.candidate else { return nil }
        return ledger.map[IdentitySpace(service: table.targets[Int(candidate.value)].name, domain: domain)]
    }

    /// Whether the service's name of an id of the monolith is only presumed to be the same.
    func isPresumed(_ id: String, at pointer: String, in exchange: ComparedExchange) -> Bool {
        guard let rule = exchange.route.parity.identity.first(where: { $0.place == .body(pointer) }),
            let domain = rule.domain
        else { return false }
        return isUndecided(domain, exchange) && pairs(domain, exchange)?.pair(monolith: Array(id.utf8)) == nil
    }

    /// Looks at the ids and the effects of an exchange that was compared: may make a mismatch of it, and learns.
    ///
    /// - Parameter judgesEffects: false leaves what the sides say of effects alone.
    mutating func settle(
        _ comparison: inout Comparison, _ exchange: ComparedExchange, _ context: ComparisonContext,
        judgesEffects: Bool = true
    ) {
        let identity = identity(of: exchange)
        let judge = context.identity as? ExchangeIdentityJudge
        if judgesEffects, let effects = identity?.effects {
            ledger.settle(
                &comparison, monolith: exchange.monolith, service: exchange.service, context: context, judge: judge,
                effects: effects.rules, requestID: exchange.requestID)
        } else if let judge {
            ledger.settle(
                &comparison, monolith: exchange.monolith, service: exchange.service, context: context, judge: judge,
                requestID: exchange.requestID)
        }
        hasNews = hasNews || ledger.hasNews
    }

    /// What the service calls an id of the monolith; the same where no rule says that an id stands there.
    func serviceName(of id: String, at pointer: String, in exchange: ComparedExchange) -> String? {
        let parity = exchange.route.parity
        guard let rule = parity.identity.first(where: { $0.place == .body(pointer) }) else { return id }
        guard let domain = rule.domain, let pairs = pairs(domain, exchange) else { return nil }
        if let pair = pairs.pair(monolith: Array(id.utf8)) { return String(decoding: pair.service, as: UTF8.self) }
        return pairs.sharesUnknown(assumption(domain, exchange)) ? id : nil
    }

    /// All that is known, for the data plane.
    mutating func publication() -> IdentityMap {
        hasNews = false
        return ledger.map
    }

    /// What was learned since the last call, for the store.
    mutating func takeNews() -> [(space: IdentitySpace, pair: IdentityPair)] { ledger.takeNews() }

    /// Forgets the domains of a route, on an operator's word; says what the store has to forget.
    mutating func forget(route: String) -> (service: String, domains: Set<String>)? {
        guard let rules = routes[route]?.identity.rules, !rules.domains.isEmpty else { return nil }
        ledger.forget(rules.domains, of: rules.service)
        hasNews = true
        return (rules.service, rules.domains)
    }
}
