import Testing

@testable import Routing

@Suite struct `An explanation says why each candidate lost` {
    private static let routes = """
          show:   {match: "GET /orders/:id<int>"}
          any:    {match: GET /orders/:id}
          delete: {match: DELETE /orders/:id, effect: write}
          beta:   {match: {method: GET, path: /orders/:id, headers: {x-beta: "1"}}}
          eu:     {match: {method: GET, path: /orders/:id, host: eu.example}}
          full:   {match: {method: GET, path: /orders/:id, query: {full: "*"}}}
          cancel: {match: POST /orders/:id/cancel, effect: write}
          list:   {match: GET /orders}
          other:  {match: GET /clients}
        """

    @Test func `with its reason, the nearest first`() throws {
        let table = try Tables.definition(Self.routes).compile(revision: 1)
        let request = try PlainRequest(method: "GET", target: "/orders/17", fields: [(name: "X-Beta", value: "2")])
        let explanation = table.explanation(of: request, limit: 20)
        #expect(explanation.winner?.id == "show")
        let reasons = explanation.losers.map { "\($0.route.id): \($0.reason)" }
        #expect(
            reasons == [
                "delete: the method is not DELETE",
                "eu: the host is not eu.example but missing",
                "beta: the header x-beta is not 1 but 2",
                "full: the query parameter full is missing",
                "any: it matches too, but show is more specific",
                "cancel: the path ends before /cancel",
                "list: the path goes on with /17",
            ])
    }

    @Test func `what nearly matched a misspelt path comes first`() throws {
        let table = try Tables.definition(Self.routes).compile(revision: 1)
        let explanation = table.explanation(of: try PlainRequest(method: "GET", target: "/client"))
        #expect(explanation.winner == nil)
        #expect(explanation.losers.isEmpty, "no segment fits, so nothing is near")

        let prefixed = try Tables.definition("  a: {match: GET /api/orders}\n  b: {match: GET /api/clients}")
        let near = prefixed.compile(revision: 1).explanation(of: try PlainRequest(method: "GET", target: "/api/client"))
        #expect(near.losers.map(\.route.id) == ["b", "a"])
        #expect(near.losers.first?.reason.description == "segment 2 is client, not clients")
    }

    @Test func `in canary it names the key that decided`() throws {
        let definition = try Tables.definition("  a: {match: GET /a, canary: {key: [jwt.sub, header.x-user]}}")
        let table = definition.compile(states: ["a": RouteStatus(.canary, canary: .whole)], revision: 1)
        let user = (name: "X-User", value: "17")
        let with = table.explanation(of: try PlainRequest(method: "GET", target: "/a", fields: [user]))
        #expect(with.canary == CanaryFinding(key: .header("x-user"), isInShare: true, share: .whole))
        let without = table.explanation(of: try PlainRequest(method: "GET", target: "/a"))
        #expect(without.canary == CanaryFinding(key: nil, isInShare: false, share: .whole))
        #expect(without.decision.reason == .owner)
    }
}
