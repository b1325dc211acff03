import Testing

@testable import Routing

/// The table of states (DESIGN 4.5).
@Suite struct `Each state says who answers, who gets a copy and who stands in` {
    private static let routes = """
          show:    {group: g, match: GET /orders/:id}
          create:  {group: g, match: POST /orders, effect: write, shadow: {writes: dry_run}}
          bare:    {group: g, match: DELETE /orders/:id, effect: write}
          quote:   {group: g, match: POST /quotes, effect: read}
          all:     {group: g, match: "* /all", effect: write}
        """

    /// state, request, data, in the share of the canary; who answers, copy, stand-in, reason.
    @Test(arguments: [
        (RouteState.monolith, "GET /orders/1", "fed", true, "monolith", "-", "-", "monolith"),
        (.monolith, "POST /orders", "fed", true, "monolith", "-", "-", "monolith"),
        (.shadow, "GET /orders/1", "fed", true, "monolith", "orders", "-", "shadow"),
        (.shadow, "HEAD /orders/1", "fed", true, "monolith", "orders", "-", "shadow"),
        (.shadow, "POST /orders", "fed", true, "monolith", "orders", "-", "shadow"),
        (.shadow, "DELETE /orders/1", "fed", true, "monolith", "-", "-", "shadow"),
        (.shadow, "POST /quotes", "fed", true, "monolith", "orders", "-", "shadow"),
        (.shadow, "GET /all", "fed", true, "monolith", "orders", "-", "shadow"),
        (.shadow, "PUT /all", "fed", true, "monolith", "-", "-", "shadow"),
        (.canary, "GET /orders/1", "fed", true, "orders", "monolith", "monolith", "canary"),
        (.canary, "GET /orders/1", "fed", false, "monolith", "orders", "-", "owner"),
        (.canary, "POST /quotes", "fed", true, "orders", "monolith", "monolith", "canary"),
        (.canary, "POST /orders", "fed", true, "monolith", "orders", "-", "owner"),
        (.canary, "DELETE /orders/1", "fed", true, "monolith", "-", "-", "owner"),
        (.canary, "GET /all", "fed", true, "orders", "monolith", "monolith", "canary"),
        (.canary, "PUT /all", "fed", true, "monolith", "-", "-", "owner"),
        (.canary, "POST /orders", "shared", true, "orders", "-", "monolith", "canary"),
        (.canary, "POST /orders", "shared", false, "monolith", "orders", "-", "owner"),
        (.extracted, "GET /orders/1", "fed", false, "orders", "-", "monolith", "extracted"),
        (.extracted, "POST /orders", "fed", false, "orders", "-", "monolith", "extracted"),
        (.retired, "GET /orders/1", "fed", true, "orders", "-", "-", "retired"),
        (.retired, "POST /orders", "shared", true, "orders", "-", "-", "retired"),
    ])
    func `as the design's table has it`(
        _ state: RouteState, _ request: String, _ data: String, _ isInShare: Bool, _ answer: String, _ shadow: String,
        _ fallback: String, _ reason: String
    ) throws {
        let definition = try Tables.definition(Self.routes, document: "groups: {g: {data: \(data)}}")
        let share: Share = isInShare ? .whole : .zero
        let table = definition.compile(states: ["g": RouteStatus(state, canary: share)], revision: 7)
        let parts = request.split(separator: " ").map(String.init)
        let token = (name: "Authorization", value: "Bearer x.eyJzdWIiOiIxNyJ9.y")
        let decision = table.decision(
            for: try PlainRequest(method: parts[0], target: parts[1], fields: [token]), random: 0)
        #expect(decision.answer == .target(try #require(table.index(ofTarget: answer))))
        #expect(table.name(decision.shadow) ?? "-" == shadow)
        #expect(table.name(decision.fallback) ?? "-" == fallback)
        #expect(decision.reason.rawValue == reason)
        #expect(table.revision == 7)
    }

    @Test func `a fixed answer needs no target, in any state`() throws {
        let definition = try Tables.definition("  internal: {match: \"* /internal/*rest\", answer: 404}")
        let table = definition.compile(states: ["internal": RouteStatus(.extracted)], revision: 1)
        let decision = table.decision(for: try PlainRequest(method: "GET", target: "/internal"), random: 0)
        #expect(decision.answer == .status(404) && decision.reason == .fixed)
        #expect(table.attempt(on: "monolith", forRoute: "internal", effect: .read) == nil)
    }

    @Test(arguments: [("reject", Decision.Answer.status(404)), ("monolith", .target(TargetIndex(0)))])
    func `what no route matches goes where the gateway says`(_ unmatched: String, _ answer: Decision.Answer) throws {
        let text = """
            apiVersion: ficus/v1
            kind: Gateway
            unmatched: \(unmatched)
            targets: {monolith: {urls: ["http://127.0.0.1:3000"]}}
            """
        let loading = Definition.load([SourceFile(name: "gateway.yaml", text: text)])
        let table = try #require(loading.definition).compile(revision: 1)
        let decision = table.decision(for: try PlainRequest(method: "POST", target: "/x"), random: 0)
        #expect(decision.answer == answer && decision.route == nil && decision.reason == .unmatched)
        #expect(decision.effect == .write)
    }

    @Test func `a sample of the requests is copied`() throws {
        let definition = try Tables.definition("  show: {match: GET /x, state: shadow, parity: {sample: 25%}}")
        let table = definition.compile(revision: 1)
        let request = try PlainRequest(method: "GET", target: "/x")
        let step = UInt64.max / 1_000
        let copied = (0..<1_000).count { table.decision(for: request, random: UInt64($0) * step).shadow != nil }
        #expect((250...251).contains(copied))
    }

    @Test func `a stored flip counts more than the file, until it is gone`() throws {
        let definition = try Tables.definition("  show: {match: GET /x, state: shadow}")
        #expect(definition.compile(revision: 1).status(ofUnit: "show") == RouteStatus(.shadow))
        let flipped = definition.compile(states: ["show": RouteStatus(.extracted)], revision: 2)
        #expect(flipped.status(ofUnit: "show") == RouteStatus(.extracted))
    }

    /// Who may take a new attempt of a request that an older table decided.
    @Test(arguments: [
        (RouteState.monolith, Effect.read, "fed", ["monolith"]),
        (.shadow, .write, "fed", ["monolith"]),
        (.canary, .read, "fed", ["monolith", "orders"]),
        (.canary, .write, "fed", ["monolith"]),
        (.canary, .write, "shared", ["monolith", "orders"]),
        (.extracted, .read, "fed", ["monolith", "orders"]),
        (.extracted, .write, "fed", ["orders"]),
        (.extracted, .write, "shared", ["monolith", "orders"]),
        (.retired, .read, "fed", ["orders"]),
    ])
    func `a new attempt goes nowhere that the table in force forbids`(
        _ state: RouteState, _ effect: Effect, _ data: String, _ permitted: [String]
    ) throws {
        let definition = try Tables.definition(Self.routes, document: "groups: {g: {data: \(data)}}")
        let table = definition.compile(states: ["g": RouteStatus(state, canary: .whole)], revision: 1)
        let allowed = ["monolith", "orders", "clients", "gone"].filter {
            table.attempt(on: $0, forRoute: "show", effect: effect) != nil
        }
        #expect(allowed == permitted)
        #expect(table.attempt(on: "monolith", forRoute: "gone", effect: effect) == nil)
        #expect(table.attempt(on: "monolith", forRoute: nil, effect: effect) == nil, "unmatched requests are rejected")
    }
}
