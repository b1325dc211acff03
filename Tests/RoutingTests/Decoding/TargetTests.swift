import Testing

@testable import Routing

/// What a target may say about its instances, their health and their limits.
@Suite struct `A target of the route table` {
    private func target(_ keys: String, urls: String = #""http://127.0.0.1:3000""#) throws -> Target {
        let loading = load(keys, urls: urls)
        let definition = try #require(loading.definition, "\(loading.diagnostics)")
        return definition.targets[0]
    }

    private func load(_ keys: String, urls: String = #""http://127.0.0.1:3000""#) -> Loading {
        let text = """
            apiVersion: ficus/v1
            kind: Gateway
            targets: {monolith: {urls: [\(urls)]\(keys.isEmpty ? "" : ", ")\(keys)}}
            """
        return Definition.load([SourceFile(name: "t.yaml", text: text)])
    }

    @Test func `has sensible defaults`() throws {
        let target = try target("")
        #expect(target.balance == .roundRobin)
        #expect(target.health == nil)
        #expect(target.breaker == BreakerPolicy())
        #expect(target.outliers == nil)
        #expect(target.panic == Share(percent: 50))
        #expect(target.slowStart == nil)
        #expect(target.retry == RetryPolicy())
        #expect(target.limits == Target.Limits())
    }

    @Test(arguments: [
        ("balance: round_robin", Balance.roundRobin),
        ("balance: weighted", .weighted),
        ("balance: least_requests", .leastRequests),
        ("balance: sticky", .sticky(.cookie(name: "ficus-monolith", isSecure: false))),
        ("balance: {policy: least_requests}", .leastRequests),
        ("balance: {policy: sticky, cookie: sid, secure: true}", .sticky(.cookie(name: "sid", isSecure: true))),
        (
            "balance: {policy: sticky, key: [jwt.sub, header.X-User, cookie.sid]}",
            .sticky(.key([.tokenSubject, .header("x-user"), .cookie("sid")]))
        ),
        ("balance: {policy: sticky, key: jwt.sub}", .sticky(.key([.tokenSubject]))),
    ])
    func `says how its instances are chosen`(_ text: String, _ balance: Balance) throws {
        #expect(try target(text).balance == balance)
    }

    @Test func `is weighted as soon as there is a weight`() throws {
        let target = try target("", urls: #"{url: "http://a:1", weight: 3}, "http://b:1""#)
        #expect(target.balance == .weighted)
        #expect(target.members.map(\.weight) == [3, 1])
        #expect(target.instances.map(\.description) == ["a:1", "b:1"])
    }

    @Test func `names each place once`() throws {
        let target = try target("", urls: #""http://a:1", {url: "http://a:1", weight: 2}"#)
        #expect(target.members == [Target.Member(Target.Instance(host: "a", port: 1), weight: 3)])
    }

    @Test func `says all about its probes`() throws {
        let keys =
            "health: {path: /ready, interval: 2s, timeout: 500ms, unhealthy: 3, healthy: 2, expect: [204, 300-399]}"
        var expected = HealthCheck(path: "/ready")
        expected.interval = .seconds(2)
        expected.timeout = .milliseconds(500)
        expected.unhealthyAfter = 3
        expected.healthyAfter = 2
        expected.expected = [204...204, 300...399]
        #expect(try target(keys).health == expected)
        #expect(try target("health: /up").health == HealthCheck(path: "/up"))
    }

    @Test func `says when an instance is taken out`() throws {
        let target = try target(
            """
            breaker: {failures: 3, open: 2s, longest: 20s}, panic: 40%, slow_start: 30s,
             outlier: {consecutive_5xx: 7, consecutive_gateway: none, success_rate: {margin: 10%, requests: 20},
              interval: 5s, ejection: 10s, longest: 1m, max_ejected: 30%}
            """)
        var breaker = BreakerPolicy()
        breaker.failures = 3
        breaker.open = .seconds(2)
        breaker.longestOpen = .seconds(20)
        #expect(target.breaker == breaker)
        var outliers = OutlierPolicy()
        outliers.serverErrors = 7
        outliers.gatewayErrors = nil
        outliers.successRate?.margin = try #require(Share(percent: 10))
        outliers.successRate?.requests = 20
        outliers.interval = .seconds(5)
        outliers.ejection = .seconds(10)
        outliers.longestEjection = .seconds(60)
        outliers.maxEjected = try #require(Share(percent: 30))
        #expect(target.outliers == outliers)
        #expect(target.panic == Share(percent: 40))
        #expect(target.slowStart == .seconds(30))
    }

    @Test func `may do without a breaker and without retries`() throws {
        let target = try target("breaker: none, retry: none, outlier: none")
        #expect(target.breaker == nil && target.outliers == nil && target.retry.attempts == 1)
    }

    @Test func `has limits and a budget for retries`() throws {
        let target = try target(
            "limits: {connections: 8, queue: 0, queue_timeout: 2s}, retry: {attempts: 5, budget: 10%, minimum: 0}")
        #expect(target.limits.connections == 8 && target.limits.queue == 0)
        #expect(target.limits.queueTimeout == .seconds(2))
        #expect(target.retry.attempts == 5 && target.retry.minimum == 0)
        #expect(target.retry.budget == Share(percent: 10))
    }

    @Test(arguments: [
        ("unix:/run/a.sock", "unix:/run/a.sock"), ("unix:///run/a.sock", "unix:/run/a.sock"),
        ("http+unix://%2Frun%2Fa.sock", "unix:/run/a.sock"), ("http://[::1]:80", "[::1]:80"),
        ("http://[2001:db8::1]:3000", "[2001:db8::1]:3000"), ("http://orders.internal:3003", "orders.internal:3003"),
    ])
    func `listens at`(_ url: String, _ description: String) throws {
        #expect(try target("", urls: "\"\(url)\"").instances.map(\.description) == [description])
    }

    @Test(arguments: [
        "unix:run/a.sock", "unix:", "unix://host/a.sock", "unix:/a b", "unix:/run/", "http+unix://%2",
        "http+unix://run", "unix:/\(String(repeating: "a", count: 103))", "http://[::1", "http://[::g]:1",
    ])
    func `cannot listen at`(_ url: String) {
        #expect(load("", urls: "\"\(url)\"").errors.map(\.code) == [.invalidURL])
    }

    @Test(arguments: [
        ("127.0.0.1", nil), ("::1", nil), ("localhost", nil), ("a.localhost", nil), ("orders", "orders"),
        ("orders.internal", "orders.internal"),
    ])
    func `has names to look up`(_ host: String, _ name: String?) {
        #expect(Target.Instance(host: host, port: 1).lookupName == name)
        #expect(Target.Instance(socket: "/run/a.sock").lookupName == nil)
    }

    @Test func `gives a URL of each instance`() {
        #expect(Target.Instance(host: "::1", port: 1).url("/x") == "http://[::1]:1/x")
        #expect(Target.Instance(socket: "/run/ä.sock").url("/x") == "http+unix://%2Frun%2F%C3%A4.sock/x")
    }

    @Test(arguments: [
        ("balance: {policy: fastest}", Diagnostic.Code.unknownValue), ("balance: {}", .missingKey),
        ("balance: {policy: weighted, key: jwt.sub}", .unknownKey),
        ("balance: {policy: sticky, cookie: \"a b\"}", .invalidFieldName),
        ("balance: {policy: sticky, key: [user]}", .invalidCanaryKey),
        ("health: {interval: 1s}", .missingKey), ("health: {path: /a, expect: 99}", .invalidStatus),
        ("health: {path: /a, expect: 300-200}", .invalidStatus), ("health: {path: /a, unhealthy: 0}", .outOfRange),
        ("breaker: {open: 10s, longest: 1s}", .outOfRange), ("breaker: off", .yamlTrap),
        ("outlier: {ejection: 1m, longest: 1s}", .outOfRange), ("outlier: {success_rate: {margin: 5}}", .missingUnit),
        ("retry: {attempts: 0}", .outOfRange), ("limits: {queue_timeout: 5}", .missingUnit),
        ("panic: 101%", .outOfRange), ("resolve: 10ms", .outOfRange),
    ])
    func `is refused for`(_ keys: String, _ code: Diagnostic.Code) {
        #expect(load(keys).errors.map(\.code) == [code])
    }

    @Test func `has an instance token that depends on target and place alone`() {
        let instance = Target.Instance(host: "a", port: 1)
        let token = Stickiness.token(of: instance, target: "orders")
        #expect(token == Stickiness.token(of: instance, target: "orders"))
        #expect(token.utf8.count == 16)
        #expect(token != Stickiness.token(of: instance, target: "clients"))
        #expect(token != Stickiness.token(of: Target.Instance(host: "b", port: 1), target: "orders"))
    }

    @Test func `gives the key of a request`() throws {
        let request = try PlainRequest(
            method: "GET", target: "/", fields: [("cookie", "a=1; sid=0123; b=2"), ("x-user", "17")])
        let cookie = Stickiness.cookie(name: "sid", isSecure: false)
        #expect(cookie.key(of: request) == Stickiness.key(ofToken: "0123"))
        #expect(Stickiness.cookie(name: "none", isSecure: false).key(of: request) == nil)
        #expect(Stickiness.key([.tokenSubject, .header("x-user")]).key(of: request) == Stickiness.key(ofToken: "17"))
        #expect(Stickiness.key([.tokenSubject]).key(of: request) == nil)
    }
}
