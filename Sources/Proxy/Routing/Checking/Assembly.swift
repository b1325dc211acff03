/// Puts the drafts of all files together: looks groups up, checks what only the whole can show, runs the tests.
struct Assembly {
    let gateway: GatewayDecoder.Result
    let tables: RouteTableDecoder.Result
    let log: DiagnosticLog

    /// The definition, if nothing was wrong.
    func loading() -> Loading {
        UniquenessCheck(log: log).run(tables)
        GroupCheck(gateway: gateway, log: log).run(tables)
        AmbiguityCheck(log: log).run(tables.routes)
        // Why only then: what could not be read may be what uses them.
        if !log.hasErrors { UsageCheck(gateway: gateway, log: log).run(tables) }

        let routes = self.routes
        let matcher = Matcher(patterns: routes.map(\.pattern))
        // Why not before: a route that could not be read would fail tests that are right.
        var testsRun = 0
        if !log.hasErrors {
            InlineTestCheck(log: log).run(tables.tests, routes, matcher)
            testsRun = tables.tests.count
        }
        guard !log.hasErrors else { return Loading(definition: nil, diagnostics: log.sorted, testsRun: testsRun) }
        let units = self.units(routes)
        let definition = Definition(
            gateway: gateway.gateway, targets: gateway.targets, routes: routes, units: units,
            monolith: gateway.names.monolith,
            canonicalText: CanonicalText.definition(gateway, routes: routes, units: units), matcher: matcher)
        return Loading(definition: definition, diagnostics: log.sorted, testsRun: testsRun)
    }

    private var routes: [Route] {
        let groups = Dictionary(tables.groups.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return tables.routes.map { draft in
            let group = draft.group.flatMap { groups[$0.id] }
            return Route(
                id: draft.id, unit: group?.id ?? draft.id, group: group?.id, domain: draft.domain,
                pattern: draft.pattern, declaredEffect: draft.effect, idempotency: draft.idempotency,
                candidate: draft.candidate, fixedAnswer: draft.fixedAnswer, shadowWrites: draft.shadowWrites,
                fallback: draft.fallback, timeouts: draft.timeouts, limits: draft.limits, parity: draft.parity,
                gates: draft.gates,
                data: group?.data ?? .fed, owner: group?.owner ?? gateway.names.monolith, feedPath: group?.feedPath,
                canonicalText: CanonicalText.route(draft, targets: gateway.targets), location: draft.location)
        }
    }

    /// In the order in which their first routes are defined.
    private func units(_ routes: [Route]) -> [FlipUnit] {
        let groups = Dictionary(tables.groups.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var members: [String: [RouteIndex]] = [:]
        for (index, route) in routes.enumerated() { members[route.unit, default: []].append(RouteIndex(index)) }
        return zip(tables.routes, routes).enumerated().compactMap { index, pair in
            let (draft, route) = pair
            guard let indices = members[route.unit], indices[0] == RouteIndex(index) else { return nil }
            let group = groups[route.unit]
            let flip = group?.flip ?? draft.flip
            return FlipUnit(
                id: route.unit, isGroup: group != nil, routes: indices, candidate: route.candidate, owner: route.owner,
                data: route.data, feedPath: route.feedPath, declared: flip.status, canaryKeys: flip.keys,
                location: group?.location ?? draft.location)
        }
    }
}
