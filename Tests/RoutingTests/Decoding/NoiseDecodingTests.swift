import Routing
import Testing

struct NoiseDecodingTests {
    private func load(_ gateway: String = "", _ route: String) -> Loading {
        let text = """
            apiVersion: ficus/v1
            kind: Gateway
            targets: {monolith: {urls: ["http://127.0.0.1:1"]}, orders: {urls: ["http://127.0.0.1:2"]}}
            \(gateway)
            ---
            apiVersion: ficus/v1
            kind: RouteTable
            prefix: /api
            candidate: orders
            routes:
              a: {match: GET /a, \(route)}
            """
        return Definition.load([SourceFile(name: "t.yaml", text: text)])
    }

    @Test func `noise, confirm, dimensions and what gates ask of clients are read`() throws {
        let definition = try #require(
            load(
                "noise: {rate: 7, concurrency: 2}",
                """
                parity: {noise: {asks: 1, rate: 5, sample: 2%}, confirm: "GET /a/{/id}?x={/y}", \
                dimensions: [query.status, header.X-Tenant]}, gates: {canary: {clients: 50, sessions: 60, hours: 24}}
                """
            ).definition)
        #expect(definition.gateway.noise.rate == 7)
        #expect(definition.gateway.noise.concurrency == 2)
        let route = try #require(definition.route("a"))
        #expect(route.parity.noise.asks == 1)
        #expect(route.parity.noise.sample == Share(percent: 2))
        #expect(
            route.parity.confirm?.parts == [.text("/api"), .text("/a/"), .pointer("/id"), .text("?x="), .pointer("/y")])
        #expect(route.parity.dimensions == [.query("status"), .header("x-tenant")])
        #expect([route.gates.canary.clients, route.gates.canary.sessions, route.gates.canary.hours] == [50, 60, 24])
        #expect(route.gates.extracted.clients == 0)
    }

    @Test func `Asking less often is another judgement, asking more slowly is not`() throws {
        func text(_ noise: String) throws -> String {
            try #require(load("", "parity: {noise: \(noise)}").definition?.route("a")).canonicalText
        }
        #expect(try text("{rate: 1, sample: 5%}") == text("{}"))
        #expect(try text("none") != text("{}"))
    }

    @Test(arguments: [
        ("noise: {asks: 4}", Diagnostic.Code.outOfRange), ("noise: {rate: fast}", .invalidNumber),
        ("noise: maybe", .wrongType), ("confirm: POST /a", .invalidMatch),
        ("confirm: \"GET /a/{id}\"", .invalidPointer),
        ("confirm: \"GET /a/{/id\"", .invalidMatch), ("dimensions: [path.id]", .unknownValue),
    ])
    func `what is wrong with them is told`(_ key: String, _ code: Diagnostic.Code) {
        #expect(load("", "parity: {\(key)}").diagnostics.map(\.code) == [code])
    }
}
