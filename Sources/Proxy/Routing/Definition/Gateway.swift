/// What the Gateway document says about the proxy as a whole.
package struct Gateway: Hashable, Sendable {
    /// What happens to a request that no route matches.
    package var unmatched = Unmatched.monolith
    /// The proxy's own health for load balancers, answered before any route.
    package var healthPath = "/health"
    /// Whether answers carry `Ficus-Answered-By`.
    package var answeredBy = true
    /// Peers whose `X-Forwarded-*`, `Forwarded`, `X-Request-Id` and `traceparent` are believed.
    package var trustedProxies = CIDR.loopback
    package var limits = Limits()
    package var shadow = ShadowBudget()

    package init() {}

    package enum Unmatched: String, Hashable, Sendable, CaseIterable {
        /// The monolith answers, as it did before there was a proxy.
        case monolith
        /// 404.
        case reject
    }

    /// The sizes beyond which a client's request is refused.
    package struct Limits: Hashable, Sendable {
        /// Bytes of a whole head.
        package var head = 32 << 10
        /// Bytes of the request line.
        package var requestLine = 8 << 10
        /// Header fields.
        package var fields = 128

        package init() {}
    }

    /// What shadows may cost.
    package struct ShadowBudget: Hashable, Sendable {
        /// Bytes that copies may hold, in the whole process.
        package var bytes = 64 << 20
        /// Copies under way at one time, for each target.
        package var concurrency = 64

        package init() {}
    }
}
