extension RouteTable {
    /// Decides a request as production does and reports what lost on the way: routes whose path fits, then those
    /// whose path comes nearest, `limit` in all.
    package func explanation(of request: PlainRequest, limit: Int = 8) -> Explanation {
        let decision = decision(for: request, random: 0)
        let winner = decision.route.map { routes[Int($0.value)] }
        let fits = leavesThatFit(request)
        let fitting = fits.compactMap { leaf, rejection -> Explanation.Loser? in
            let route = routes[Int(leaf.route)]
            guard route.id != winner?.id else { return nil }
            return Explanation.Loser(
                route: route, reason: Explanation.LossReason(rejection, route.pattern, request, winner: winner))
        }
        let seen = Set(fits.map(\.leaf.route))
        let missing = routes.enumerated().filter { !seen.contains(Int32($0.offset)) }
            .compactMap { _, route in PathMiss(route.pattern, path: request.path).map { (route: route, miss: $0) } }
        let best = missing.map(\.miss.segments).max() ?? 0
        let near = missing.filter { $0.miss.segments >= max(1, $0.miss.isLength ? best - 1 : best) }
            .sorted { ($1.miss.segments, $0.miss.edits) < ($0.miss.segments, $1.miss.edits) }
            .map { Explanation.Loser(route: $0.route, reason: $0.miss.reason) }
        return Explanation(
            request: request, decision: decision, winner: winner, losers: Array((fitting + near).prefix(limit)),
            canary: decision.route.flatMap { canaryFinding($0, request) })
    }

    /// Every leaf that the walk of production would see if none of them accepted.
    private func leavesThatFit(_ request: PlainRequest) -> [(leaf: Matcher.Leaf, rejection: Rejection?)] {
        let method = request.withMethod { Method($0) }
        var seen: [(leaf: Matcher.Leaf, rejection: Rejection?)] = []
        request.withPath { path in
            _ = matcher.walk(path) { leaf in
                seen.append((leaf, matcher.rejection(by: leaf, of: request, method)))
                return false
            }
        }
        return seen
    }

    private func canaryFinding(_ route: RouteIndex, _ request: PlainRequest) -> CanaryFinding? {
        let status = status(of: route)
        guard status.state == .canary, let unit = units.first(where: { $0.routes.contains(route) }) else { return nil }
        let found = CanaryBucket.firstKey(of: request, unit: unit)
        return CanaryFinding(
            key: found?.key, isInShare: found.map { status.canary.contains(random: $0.hash.value) } ?? false,
            share: status.canary)
    }
}

extension Explanation.LossReason {
    /// `rejection` nil: the route accepts, and `winner` is more specific.
    fileprivate init(_ rejection: Rejection?, _ pattern: RoutePattern, _ request: PlainRequest, winner: Route?) {
        switch rejection {
        case nil: self = .lessSpecific(than: winner?.id ?? "another")
        case .method: self = .method(expected: pattern.method?.name ?? "*")
        case .host: self = .host(expected: pattern.host ?? "*", found: request.host)
        case .header(let index):
            let condition = pattern.headers[index]
            let found = request.fields.first { $0.name == condition.name }?.value
            self = .header(name: condition.name, expected: condition.value, found: found)
        case .query(let index):
            self = .query(name: pattern.query[index].name, expected: pattern.query[index].value)
        }
    }
}
