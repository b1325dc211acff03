/// Ids of routes and groups are one name space, because `ficus flip ID` takes both.
struct UniquenessCheck {
    let log: DiagnosticLog

    func run(_ tables: RouteTableDecoder.Result) {
        var first: [String: SourceLocation] = [:]
        let ids = tables.groups.map { ($0.id, $0.location) } + tables.routes.map { ($0.id, $0.location) }
        for (id, location) in ids.sorted(by: { $0.1 < $1.1 }) {
            if let earlier = first[id] {
                log.error(
                    .duplicateID, at: location, "the id \(id) is there twice, first at \(earlier)",
                    hint: "ids of routes and groups are unique in the whole folder; rename one")
            } else {
                first[id] = location
            }
        }
    }
}

/// Two routes that nothing tells apart.
struct AmbiguityCheck {
    let log: DiagnosticLog

    func run(_ routes: [RouteDraft]) {
        let same = Dictionary(grouping: routes) { PathShape($0.pattern) }
        for rivals in same.values where rivals.count > 1 {
            let rivals = rivals.sorted { $0.location < $1.location }
            for (index, route) in rivals.enumerated() {
                guard let rival = rivals[..<index].first(where: { $0.pattern.isAmbiguous(with: route.pattern) }) else {
                    continue
                }
                log.error(
                    .ambiguousRoutes, at: route.location,
                    "\(route.id) and \(rival.id) (\(rival.location)) match the same requests, and neither is more specific",
                    hint: "remove one, or tell them apart by method, path, host, headers or query")
            }
        }
    }

    /// What patterns that can tie have in common; it keeps the comparison of all with all small.
    private struct PathShape: Hashable {
        let method: Method?
        let segments: [RoutePattern.Segment]
        let hasTail: Bool
        let host: String?

        init(_ pattern: RoutePattern) {
            method = pattern.method
            hasTail = pattern.tail != nil
            host = pattern.host
            segments = pattern.segments.map { segment in
                if case .parameter(_, let type) = segment { return .parameter(name: "", type: type) }
                return segment
            }
        }
    }
}

/// What a Gateway document declares and nobody uses; a warning, because it harms nobody.
struct UsageCheck {
    let gateway: GatewayDecoder.Result
    let log: DiagnosticLog

    func run(_ tables: RouteTableDecoder.Result) {
        var used: Set<TargetIndex> = [gateway.names.monolith]
        for route in tables.routes {
            if let candidate = route.candidate { used.insert(candidate) }
            if let fallback = route.fallback.target { used.insert(fallback) }
        }
        for (index, target) in gateway.targets.enumerated()
        where !used.contains(TargetIndex(index)) && index < gateway.targetPlaces.count {
            log.warning(
                .unusedTarget, at: gateway.targetPlaces[index], "no route can reach the target \(target.name)",
                hint: "name it as candidate, or remove it")
        }
        let groups = Set(tables.routes.compactMap { $0.group?.id })
        for group in tables.groups where !groups.contains(group.id) {
            log.warning(
                .unusedGroup, at: group.location, "no route belongs to the group \(group.id)",
                hint: "add group: \(group.id) to its routes, or remove it")
        }
    }
}

/// The entries of `tests:` against the production matcher.
struct InlineTestCheck {
    let log: DiagnosticLog

    func run(_ tests: [InlineTest], _ routes: [Route], _ matcher: Matcher) {
        let ids = routes.map(\.id)
        for test in tests {
            guard ids.contains(test.expectation) || InlineTest.reservedWords.contains(test.expectation) else {
                log.error(
                    .unknownRoute, at: test.expectationLocation, "there is no route \"\(test.expectation)\"",
                    hint: NearestName.of(test.expectation, among: ids).map { "did you mean \($0)?" }
                        ?? "expect a route, unmatched or refused")
                continue
            }
            let outcome = test.outcome(in: routes, matcher)
            guard outcome != test.expectation else { continue }
            log.error(
                .testFailed, at: test.location,
                "\(test.method) \(test.target) \(Self.verb(outcome)), not as expected (\(test.expectation))",
                hint: "ficus explain \(test.method) '\(test.target)' says why")
        }
    }

    private static func verb(_ outcome: String) -> String {
        switch outcome {
        case "unmatched": "reaches no route"
        case "refused": "is refused"
        default: "reaches \(outcome)"
        }
    }
}
