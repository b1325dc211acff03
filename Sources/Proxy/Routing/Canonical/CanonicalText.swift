/// Definitions written in one way only, so that equal texts mean equal behaviour; for hashes, never for reading back.
enum CanonicalText {
    /// What evidence about a route depends on: what it matches, who answers, how it is compared. What only operates it
    /// (timeouts, fallback, gates, state, sample) is left out, because a change of it does not make evidence void.
    static func route(_ draft: RouteDraft, targets: [Target]) -> String {
        var lines = [
            "match \(pattern(draft.pattern))",
            "candidate \(name(draft.candidate, targets))",
            "effect \(draft.effect.rawValue)",
            "shadow.writes \(draft.shadowWrites.rawValue)",
            "parity.max_body \(draft.parity.maxBody)",
        ]
        if let answer = draft.fixedAnswer { lines.append("answer \(answer)") }
        lines += draft.parity.canonicalLines.map { "parity \(quoted($0))" }
        return lines.joined(separator: "\n")
    }

    /// Everything: two folders with this text in common behave alike.
    static func definition(_ result: GatewayDecoder.Result, routes: [Route], units: [FlipUnit]) -> String {
        let gateway = result.gateway
        let targets = result.targets
        var lines = [
            "unmatched \(gateway.unmatched.rawValue)",
            "health \(quoted(gateway.healthPath))",
            "answered_by \(gateway.answeredBy)",
            "trusted_proxies \(gateway.trustedProxies.map(\.description).joined(separator: " "))",
            "proxy_protocol \(gateway.proxyProtocol)",
            "nameservers \(gateway.nameServers.map(\.description).joined(separator: " "))",
            "timeouts \(text(gateway.timeouts))",
            "limits \(text(gateway.limits))",
            "shadow \(gateway.shadow.bytes) \(gateway.shadow.concurrency)",
            "noise \(gateway.noise.rate) \(gateway.noise.concurrency)",
        ]
        lines += targets.sorted(by: { $0.name < $1.name }).map(target)
        for unit in units.sorted(by: { $0.id < $1.id }) {
            let keys = unit.canaryKeys.map { quoted($0.description) }.joined(separator: " ")
            lines.append(
                "unit \(unit.id) group=\(unit.isGroup) state=\(unit.declared) owner=\(name(unit.owner, targets)) "
                    + "data=\(unit.data.rawValue) feed=\(unit.feedPath.map(quoted) ?? "none") keys=\(keys)")
        }
        for route in routes.sorted(by: { $0.id < $1.id }) { lines.append(operation(route, targets)) }
        return lines.joined(separator: "\n")
    }

    private static func operation(_ route: Route, _ targets: [Target]) -> String {
        return [
            "route \(route.id) unit=\(route.unit)", route.canonicalText,
            "idempotency \(route.idempotency.rawValue)",
            "fallback \(name(route.fallback.target, targets)) \(route.fallback.when.rawValue)",
            "timeouts \(text(route.timeouts))",
            "limits \(optional(route.limits.body)) \(optional(route.limits.answerRate))",
            "sample \(route.parity.sample)",
            "noise \(route.parity.noise.rate) \(route.parity.noise.sample)",
            "dimensions \(route.parity.dimensions.map { quoted($0.description) }.joined(separator: " "))",
            "gates \(gate(route.gates.canary)) \(gate(route.gates.extracted))",
        ].joined(separator: "\n")
    }

    private static func text(_ limits: Timeouts) -> String {
        let times = [limits.connect, limits.firstByte, limits.total, limits.idle] + (limits.perTry.map { [$0] } ?? [])
        return times.map { String($0.milliseconds) }.joined(separator: " ")
    }

    private static func text(_ limits: Gateway.Limits) -> String {
        let times = [limits.headTimeout, limits.rateGrace, limits.idle, limits.writeTimeout]
        let words =
            [limits.head, limits.requestLine, limits.fields, limits.connections].map(String.init)
            + [
                limits.messages.body, limits.messages.answerRate, limits.bodyRate, limits.requestsPerConnection,
                limits.connectionsPerAddress,
            ].map(optional) + times.map { String($0.milliseconds) }
        return words.joined(separator: " ")
    }

    private static func optional(_ number: Int?) -> String { number.map(String.init) ?? "none" }

    private static func gate(_ gate: Gate) -> String {
        let increase = gate.p99Increase.map { "\($0)" } ?? "none"
        let asked = [gate.minCompared, gate.clients, gate.sessions, gate.hours].map(String.init)
        return [
            "\(gate.mismatch)", "\(gate.confidence)", "\(gate.comparedShare)", increase, asked.joined(separator: ","),
        ]
        .joined(separator: ",")
    }

    private static func pattern(_ pattern: RoutePattern) -> String {
        var words = [pattern.description, "host=\(pattern.host ?? "*")"]
        words += pattern.headers.map { "header \(quoted($0.name))=\($0.value.map(quoted) ?? "*")" }
        words += pattern.query.map { "query \(quoted($0.name))=\($0.value.map(quoted) ?? "*")" }
        return words.joined(separator: " ")
    }

    private static func name(_ index: TargetIndex?, _ targets: [Target]) -> String {
        index.map { targets.indices.contains(Int($0.value)) ? targets[Int($0.value)].name : "?" } ?? "none"
    }

    /// Text that cannot run into its neighbours.
    static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
    }
}

extension Duration {
    /// Whole milliseconds; the route table knows no finer durations.
    package var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    }
}
