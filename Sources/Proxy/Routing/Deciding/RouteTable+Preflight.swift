extension RouteTable {
    /// Who answers a CORS preflight, which asks by OPTIONS whether another method may be used: the target that owns the
    /// path for that method, unless a route names OPTIONS itself.
    ///
    /// It changes nothing, has no key for a canary and is no behaviour of the route, so it is not shadowed.
    package func preflightDecision(for request: some RoutedRequest, random: UInt64) -> Decision {
        let asked = decision(for: request, random: random)
        if let route = asked.route, routes[Int(route.value)].pattern.method == .options { return asked.unshadowed }
        let owned = decision(for: Announced(request: request), random: random)
        return owned.route == nil ? asked.unshadowed : owned.unshadowed
    }

    /// The request that a preflight announces.
    private struct Announced<Request: RoutedRequest>: RoutedRequest {
        let request: Request

        func withMethod<R>(_ body: (Span<UInt8>) -> R) -> R {
            request.withField(named: "access-control-request-method") { method in
                if let method { body(method) } else { request.withMethod(body) }
            }
        }

        func withPath<R>(_ body: (Span<UInt8>) -> R) -> R { request.withPath(body) }
        func withQuery<R>(_ body: (Span<UInt8>) -> R) -> R { request.withQuery(body) }
        func withHost<R>(_ body: (Span<UInt8>) -> R) -> R { request.withHost(body) }
        func withField<R>(named name: String, _ body: (Span<UInt8>?) -> R) -> R {
            request.withField(named: name, body)
        }
    }
}

extension Decision {
    /// The same for a request that only asks.
    fileprivate var unshadowed: Decision {
        Decision(route: route, answer: answer, shadow: nil, fallback: fallback, reason: reason, effect: .read)
    }
}
