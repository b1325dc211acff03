import Testing

@testable import Routing

@Suite struct `What a route says about ids` {
    private static func table(_ defaults: String, _ parity: String, shadow: String = "dry_run") -> String {
        """
        apiVersion: ficus/v1
        kind: Gateway
        targets:
          monolith: {urls: ["http://127.0.0.1:3000"]}
          orders: {urls: ["http://127.0.0.1:3003"]}
        defaults: {parity: {\(defaults)}}
        ---
        apiVersion: ficus/v1
        kind: RouteTable
        candidate: orders
        routes:
          orders.replace:
            match: POST /orders/:id/replace
            effect: write
            shadow: {writes: \(shadow)}
            parity: {\(parity)}
        """
    }

    private static func rules(_ defaults: String, _ parity: String, shadow: String = "dry_run") throws -> ParityRules {
        let text = table(defaults, parity, shadow: shadow)
        let loading = Definition.load([SourceFile(name: "t.yaml", bytes: Array(text.utf8))])
        #expect(loading.diagnostics.isEmpty, "\(loading.diagnostics)")
        return try #require(loading.definition?.routes.first).parity
    }

    @Test func `names every place, and what it says replaces the defaults`() throws {
        let rules = try Self.rules(
            "identity: {/id: thing, query.after: order}, ids: {order: differ}",
            "identity: {path.id: order, /id: order, header.X-Account: client, /next: opaque}, ids: {client: same}")
        let places = Dictionary(uniqueKeysWithValues: rules.identity.map { ($0.place.description, $0.domain ?? "-") })
        #expect(
            places == [
                "path.id": "order", "/id": "order", "header.x-account": "client", "/next": "-", "query.after": "order",
            ])
        #expect(rules.ids == ["order": .differ, "client": .same])
    }

    @Test func `says where effects are told, and what of them is compared`() throws {
        let rules = try Self.rules(
            "effects: {from: /internal/feed/changes, ignore: [/orders/*/created_at]}",
            "effects: {ignore: [/orders/*/updated_at], identity: {/orders/*/id: order}}")
        let effects = try #require(rules.effects)
        #expect(effects.from == "/internal/feed/changes")
        #expect(effects.ignore == ["/orders/*/created_at", "/orders/*/updated_at"])
        #expect(effects.identity == [IdentityRule(.body("/orders/*/id"), "order")])
        #expect(try Self.rules("effects: {from: /changes}", "ignore: [/x]", shadow: "isolated").effects == nil)
    }

    @Test(arguments: [
        "identity: {/id: order}", "ids: {order: differ}", "effects: {from: /changes}",
        "effects: {from: /changes, ignore: [/a]}", "effects: {from: /changes, identity: {/a: b}}",
    ])
    func `is part of what evidence depends on`(_ parity: String) throws {
        func canonical(_ parity: String) throws -> String {
            let text = Self.table("sample: 100%", parity)
            let loading = Definition.load([SourceFile(name: "t.yaml", bytes: Array(text.utf8))])
            return try #require(loading.definition?.routes.first).canonicalText
        }
        #expect(try canonical(parity) != canonical("sample: 100%"))
    }
}
