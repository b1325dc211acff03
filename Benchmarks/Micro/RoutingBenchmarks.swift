import Routing

/// What a decision costs with tables of growing size; the aim is under 250 ns at 10,000 routes.
enum RoutingBenchmarks {
    struct CannotLoad: Error { let diagnostics: [Diagnostic] }

    static func run() throws -> [Measurement] {
        try [10, 1_000, 10_000].map { count in
            let table = try self.table(routes: count)
            // Requests spread over the table, so that no one path stays in the cache alone.
            let requests = try (0..<64).map { number in
                let route = number * count / 64
                return try PlainRequest(
                    method: "GET", target: "/api/v1/d\(route % 97)/r\(route)/\(number * 7919)/parts")
            }
            return Measurement("decide among \(count) routes") { call in
                let decision = table.decision(for: requests[call & 63], random: UInt64(truncatingIfNeeded: call))
                return decision.route == nil ? 0 : 1
            }
        }
    }

    private static func table(routes count: Int) throws -> RouteTable {
        let gateway = """
            apiVersion: ficus/v1
            kind: Gateway
            unmatched: reject
            targets:
              monolith: {urls: ["http://127.0.0.1:3000"], health: /health}
              service: {urls: ["http://127.0.0.1:3001"], health: /health}

            """
        let routes = (0..<count).map { "  r\($0): {match: GET /d\($0 % 97)/r\($0)/:id/parts}" }
        let text = """
            apiVersion: ficus/v1
            kind: RouteTable
            domain: bench
            prefix: /api/v1
            candidate: service
            routes:
            \(routes.joined(separator: "\n"))

            """
        let loading = Definition.load([
            SourceFile(name: "gateway.yaml", text: gateway), SourceFile(name: "routes.yaml", text: text),
        ])
        guard let definition = loading.definition else { throw CannotLoad(diagnostics: loading.diagnostics) }
        return definition.compile(revision: 1)
    }
}
