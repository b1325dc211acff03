import DataPlane
import Parity
import Routing

/// What a route says about ids and effects, compiled for the comparison.
struct RouteIdentity: Sendable {
    let rules: IdentityRules?
    /// How the effects of its writes are compared; nil when they are not.
    let effects: Effects?
    /// Puts the service's ids into a request; nil where the route does not say that ids stand in any.
    let translator: RequestTranslator?

    struct Effects: Sendable {
        let path: String
        let rules: EffectsRules
    }

    init(_ route: Route, in table: RouteTable) {
        let parity = route.parity
        translator = RequestTranslator(route, in: table)
        guard let candidate = route.candidate else {
            (rules, effects) = (nil, nil)
            return
        }
        let service = table.targets[Int(candidate.value)].name
        let assumptions = parity.ids.compactMapValues { IdentityAssumption(rawValue: $0.rawValue) }
        let links = IdentityRules.Link.all(in: table)
        // Loading has refused what is no pointer.
        rules =
            parity.identity.isEmpty
            ? nil
            : try? IdentityRules(
                service: service, bodies: parity.identity.bodies, headers: parity.identity.headers,
                assumptions: assumptions, links: links)
        effects = parity.effects.flatMap { rule in
            guard
                let rules = try? EffectsRules(
                    service: service, ignore: rule.ignore, identity: rule.identity.bodies, assumptions: assumptions,
                    links: links)
            else { return nil }
            return Effects(path: rule.from, rules: rules)
        }
    }
}

extension [IdentityRule] {
    fileprivate var bodies: [(pointer: String, domain: String?)] {
        compactMap { rule in if case .body(let pointer) = rule.place { (pointer, rule.domain) } else { nil } }
    }

    fileprivate var headers: [(name: String, domain: String?)] {
        compactMap { rule in if case .header(let name) = rule.place { (name, rule.domain) } else { nil } }
    }
}

extension IdentityRules.Link {
    /// How the links of a system are built: as the paths and queries of those of its routes in which ids stand.
    static func all(in table: RouteTable) -> [IdentityRules.Link] {
        table.routes.compactMap { route in
            var parameters: [String: String] = [:]
            var query: [String: String] = [:]
            for rule in route.parity.identity {
                switch rule.place {
                case .path(let name): parameters[name] = rule.domain
                case .query(let name): query[name] = rule.domain
                case .header, .body: break
                }
            }
            guard route.pattern.tail == nil, !parameters.isEmpty || !query.isEmpty else { return nil }
            let segments = route.pattern.segments.map { segment -> Segment in
                switch segment {
                case .literal(let text): .literal(text)
                case .parameter(let name, _): parameters[name].map(Segment.id) ?? .any
                }
            }
            return IdentityRules.Link(segments: segments, query: query)
        }
    }
}
