/// Reads the Gateway document.
struct GatewayDecoder {
    let log: DiagnosticLog

    /// What the document says, and the defaults of all routes.
    struct Result {
        var gateway = Gateway()
        var targets: [Target] = []
        var targetPlaces: [SourceLocation] = []
        var names = TargetNames([], isKnown: false)
        var defaults = RouteDefaults()
    }

    func decode(_ document: MapReader) -> Result {
        var document = document
        var result = Result()
        if let value: Gateway.Unmatched = document.scalar("unmatched", Word.oneOf) { result.gateway.unmatched = value }
        if let value = document.scalar("health", PathPattern.plain) { result.gateway.healthPath = value }
        if let value = document.scalar("answered_by", Word.boolean) { result.gateway.answeredBy = value }
        if let value = document.scalars("trusted_proxies", Address.block) { result.gateway.trustedProxies = value }
        if let value = document.scalar("proxy_protocol", Word.boolean) { result.gateway.proxyProtocol = value }
        if let value = document.scalars("nameservers", Address.nameServer) { result.gateway.nameServers = value }
        result.gateway.limits = LimitsDecoder.gateway(document.map("limits"))
        result.gateway.shadow = shadow(document.map("shadow"))
        result.gateway.noise = NoiseDecoder(log: log).budget(document.map("noise"))
        if let value = document.require("targets", hint: "add targets: {monolith: {urls: [\"http://127.0.0.1:3000\"]}}")
        {
            targets(value, at: document.location, &result)
        }
        result.defaults = defaults(document.map("defaults"), result.names)
        result.gateway.timeouts = result.defaults.timeouts
        document.finish()
        return result
    }

    private func shadow(_ reader: MapReader?) -> Gateway.ShadowBudget {
        var budget = Gateway.ShadowBudget()
        guard var reader else { return budget }
        if let value = reader.scalar("bytes", Quantity.bytes) { budget.bytes = value }
        if let value = reader.scalar("concurrency", Self.connections) { budget.concurrency = value }
        reader.finish()
        return budget
    }

    private static func connections(_ text: String) throws(ScalarProblem) -> Int {
        try Quantity.count(text, in: 1...100_000)
    }

    private func targets(_ value: YAMLValue, at document: SourceLocation, _ result: inout Result) {
        guard var reader = MapReader(value, "targets", log) else { return }
        let entries = reader.takeAll()
        // Why names of unreadable targets count: a second error about them would help nobody.
        result.names = TargetNames(entries.map(\.key), isKnown: true)
        for entry in entries {
            guard let target = TargetDecoder(log: log).target(entry) else { continue }
            result.targets.append(target)
            result.targetPlaces.append(entry.location)
        }
        if !entries.contains(where: { $0.key == "monolith" }) {
            log.error(
                .missingMonolith, at: value.location, "there is no target monolith",
                hint: "every route begins at the target of that name")
        }
    }

    private func defaults(_ reader: MapReader?, _ names: TargetNames) -> RouteDefaults {
        var defaults = RouteDefaults()
        defaults.fallback.target = names.monolith
        guard var reader else { return defaults }
        let policy = PolicyDecoder(targets: names, log: log)
        defaults.timeouts = policy.timeouts(reader.map("timeouts"), defaults.timeouts)
        defaults.fallback = policy.fallback(reader.take("fallback"), defaults.fallback)
        if var canary = reader.map("canary") {
            if let keys = canary.canaryKeys() { defaults.canaryKeys = keys }
            canary.finish()
        }
        defaults.parity = policy.parity(reader.map("parity"), defaults.parity)
        defaults.gates = policy.gates(reader.map("gates"), defaults.gates)
        reader.finish()
        return defaults
    }
}

/// What a route has that says nothing else.
struct RouteDefaults {
    var timeouts = Timeouts()
    var fallback = Fallback(target: TargetIndex(0))
    var canaryKeys: [CanaryKey] = [.tokenSubject]
    var parity = ParityRules()
    var gates = Gates()
}
