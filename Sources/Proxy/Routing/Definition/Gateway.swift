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
    /// Whether connections of trusted proxies begin with a header of the PROXY protocol.
    package var proxyProtocol = false
    /// Who is asked for the addresses of instances; empty: whoever this machine asks.
    package var nameServers: [NameServer] = []
    /// Of requests that no route matches; those of `defaults`.
    package var timeouts = Timeouts()
    package var limits = Limits()
    package var shadow = ShadowBudget()
    package var noise = NoiseBudget()

    package init() {}

    package enum Unmatched: String, Hashable, Sendable, CaseIterable {
        /// The monolith answers, as it did before there was a proxy.
        case monolith
        /// 404.
        case reject
    }

    /// What one client, and all of them together, may ask of the proxy.
    package struct Limits: Hashable, Sendable {
        /// Bytes of a whole head.
        package var head = 32 << 10
        /// Bytes of the request line.
        package var requestLine = 8 << 10
        /// Header fields.
        package var fields = 128
        /// From the first byte of a connection or of a request to the end of its head.
        package var headTimeout = Duration.seconds(10)
        /// What routes have that say nothing else.
        package var messages = MessageLimits()
        /// Bytes a second that the body of a request must bring on average; nil asks nothing.
        package var bodyRate: Int? = 240
        /// How long a body may be slower than its rate before the rate counts.
        package var rateGrace = Duration.seconds(5)
        /// How long a kept connection may wait for its next request.
        package var idle = Duration.seconds(60)
        /// How long a client may take nothing of what is ready for it.
        package var writeTimeout = Duration.seconds(30)
        /// Requests that one connection may carry; nil for any number.
        package var requestsPerConnection: Int? = 100_000
        /// Open connections of the whole process.
        package var connections = 65_536
        /// Open connections of one address; nil for any number, because a load balancer is one address, too.
        package var connectionsPerAddress: Int?

        package init() {}
    }

    /// What asking again may cost, in the whole process.
    package struct NoiseBudget: Hashable, Sendable {
        /// Questions a second.
        package var rate = 100
        /// Questions under way at one time.
        package var concurrency = 8

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
