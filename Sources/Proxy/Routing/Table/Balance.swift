/// How the requests of a target are spread over its instances. All but `roundRobin` mind the weights.
package enum Balance: Hashable, Sendable {
    /// Each in its turn.
    case roundRobin
    /// Each in its turn, as often as its weight says.
    case weighted
    /// Of two drawn by weight the one with fewer requests under way (power of two choices).
    case leastRequests
    /// The same instance for the same user, as long as it takes requests.
    case sticky(Stickiness)

    /// The word of the route table.
    package var name: String {
        switch self {
        case .roundRobin: "round_robin"
        case .weighted: "weighted"
        case .leastRequests: "least_requests"
        case .sticky: "sticky"
        }
    }
}

/// What makes two requests come from the same user.
package enum Stickiness: Hashable, Sendable {
    /// A cookie that Ficus sets, and that names the instance.
    case cookie(name: String, isSecure: Bool)
    /// The first of these that a request has; its hash chooses the instance.
    case key([CanaryKey])

    /// The number that chooses an instance, or nil when the request does not say whose it is.
    package func key(of request: some RoutedRequest) -> UInt64? {
        switch self {
        case .key(let keys):
            for key in keys {
                if let hash = key.hash(in: request, seed: Self.seed) { return hash.value }
            }
            return nil
        case .cookie(let name, _):
            return request.withField(named: "cookie") { field in
                guard let field else { return nil }
                return CookieScan.hash(of: name, in: field, Self.seed)?.value
            }
        }
    }

    /// What a cookie says that names this instance: always the same, and no address.
    package static func token(of instance: Target.Instance, target: String) -> String {
        let value = KeyHash(seed: target).combining(instance.description.utf8.span).value
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The key of a request whose cookie says `token`.
    package static func key(ofToken token: String) -> UInt64 { seed.combining(token.utf8.span).value }

    private static let seed = KeyHash(seed: "sticky")
}
