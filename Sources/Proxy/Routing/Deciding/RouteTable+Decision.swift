extension RouteTable {
    /// Who answers a request. Allocates nothing.
    ///
    /// `random` is uniform and new for each request: it decides whether the shadow samples it.
    package func decision(for request: some RoutedRequest, random: UInt64) -> Decision {
        let method = request.withMethod { Method($0) }
        let found = matcher.route(for: request, method)
        guard found >= 0 else {
            return Decision(
                route: nil, answer: unmatched, shadow: nil, fallback: nil, reason: .unmatched,
                effect: method.isSafe ? .read : .write)
        }
        let ruling = ruling(Int(found))
        return ruling.decision(
            route: RouteIndex(Int(found)), effect: ruling.effect(of: method), random: random
        ) {
            CanaryBucket.contains(request, unit: unit(ruling), share: ruling.status.canary)
        }
    }

    /// Where a new attempt of a request decided under an older table may go: the position here of the target `name`,
    /// or nil when this table has no such route or target or forbids it.
    ///
    /// A request that no route matched (`route` nil) may go where unmatched requests go now.
    package func attempt(on name: String, forRoute route: String?, effect: Effect) -> TargetIndex? {
        guard let target = index(ofTarget: name) else { return nil }
        guard let route else { return unmatched == .target(target) ? target : nil }
        guard let index = index(ofRoute: route) else { return nil }
        return ruling(Int(index.value)).permits(target, effect: effect) ? target : nil
    }
}
