import Parity
import Routing
import TestSupport
import Testing

@testable import DataPlane

/// A copy carries the ids of the side that gets it, and none is sent whose ids are not known.
@Suite(.timeLimit(.minutes(patient(1))))
struct TranslatedShadowTests {
    private static let routes = """
        items.show: {match: "GET /items/:id", group: items, parity: {identity: {path.id: item, query.after: item}}}
        items.link:
          match: POST /links
          group: items
          effect: write
          shadow: {writes: dry_run}
          parity: {identity: {/item: item, header.x-item: item}}
        """

    private static let space = IdentitySpace(service: "items", domain: "item")

    private static func map() -> IdentityMap {
        var map = IdentityMap()
        for number in 1...9 {
            map[space].insert(
                IdentityPair(
                    monolith: Array("\(number)".utf8), service: Array("item-\(number)".utf8), isMonolithNumber: true,
                    witness: "r", time: 0))
        }
        return map
    }

    /// Both sides and a plane between them that knows the items 1 to 9.
    private static func run(
        _ state: RouteStatus = RouteStatus(.shadow),
        _ body: (Plane, _ monolith: FakeTarget, _ items: FakeTarget) async throws -> Void
    ) async throws {
        let monolith = try await FakeTarget.start()
        let items = try await FakeTarget.start()
        let plane = try await Plane.start(
            targets: ["monolith": [monolith.port], "items": [items.port]],
            gateway: "defaults: {parity: {max_body: 1KiB}, canary: {key: [header.x-client-id]}, \(Plane.patience)}",
            candidate: "items",
            groups: "items: {owner: monolith}", routes: routes, states: ["items": state])
        try await with(plane) { plane in
            plane.plane.publish(map())
            // Whoever has counted since has the map: what is posted to a worker is done in its order.
            _ = await plane.plane.counters()
            try await body(plane, monolith, items)
        }
    }

    private static func copies(_ target: FakeTarget) -> [FakeRequest] {
        target.requests.filter { $0["ficus-leg"] == "shadow" }
    }

    @Test func `Path and query of a copy are translated, and the client's request is not`() async throws {
        try await Self.run { plane, monolith, items in
            _ = try await RawClient.exchange("GET", "/items/3?after=4&x=5", port: plane.port)
            try await eventually("the copy has come") {
                Self.copies(items).contains { $0.path == "/items/item-3?after=item-4&x=5" }
            }
            #expect(monolith.requests.last?.path == "/items/3?after=4&x=5")
        }
    }

    @Test func `A body is held until it is whole, and sent on translated and framed by its length`() async throws {
        try await Self.run { plane, monolith, items in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send(
                "POST /links HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nX-Item: 2\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n9\r\n{\"item\":1\r\n")
            try await eventually("the monolith reads the request") { monolith.openConnections > 0 }
            #expect(!Self.copies(items).contains { $0.path == "/links" })
            try await client.send("1\r\n}\r\n0\r\n\r\n")
            #expect(try await client.readAnswer().status == 200)
            try await eventually("the copy has come") { Self.copies(items).contains { $0.path == "/links" } }
            let copy = try #require(Self.copies(items).last { $0.path == "/links" })
            #expect(copy.text == #"{"item":"item-1"}"#)
            #expect(copy["content-length"] == "17" && copy["transfer-encoding"] == nil)
            #expect(copy["x-item"] == "item-2")
            #expect(monolith.requests.last { $0.path == "/links" }?.text == #"{"item":1}"#)
        }
    }

    @Test func `A form is translated as well`() async throws {
        try await Self.run { plane, _, items in
            _ = try await RawClient.exchange(
                "POST", "/links", port: plane.port, fields: [("Content-Type", "application/x-www-form-urlencoded")],
                body: "item=5&n=5")
            try await eventually("the copy has come") {
                Self.copies(items).contains { $0.text == "item=item-5&n=5" }
            }
        }
    }

    @Test(arguments: [#"{"item":77}"#, #"{"item":1,"item":77}"#])
    func `A body with an id that is not known is not sent, and counted`(body: String) async throws {
        try await Self.run { plane, _, items in
            let answer = try await RawClient.exchange("POST", "/links", port: plane.port, body: body)
            #expect(answer.status == 200)
            try await eventually("the skip is counted") {
                await plane.plane.counters().shadows.contains {
                    $0.key.route == "items.link" && $0.key.outcome == .skipped(.unmappedID) && $0.value == 1
                }
            }
            #expect(!Self.copies(items).contains { $0.path == "/links" })
        }
    }

    @Test func `A client that leaves in the middle of a held body leaves no copy`() async throws {
        try await Self.run { plane, _, items in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send("POST /links HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n{\"it")
            await client.close()
            try await eventually("the copy is let go") {
                await plane.plane.counters().shadows.contains {
                    $0.key.route == "items.link" && $0.key.outcome == .skipped(.primaryFailed)
                }
            }
            #expect(!Self.copies(items).contains { $0.path == "/links" })
        }
    }

    @Test func `In canary the monolith's copy has the monolith's ids`() async throws {
        let canary = RouteStatus(.canary, canary: Share(partsPerMillion: 1_000_000))
        try await Self.run(canary) { plane, monolith, items in
            let fields = [("X-Client-Id", "7")]
            _ = try await RawClient.exchange("GET", "/items/item-3?after=item-4", port: plane.port, fields: fields)
            try await eventually("the copy has come") {
                Self.copies(monolith).contains { $0.path == "/items/3?after=4" }
            }
            #expect(items.requests.contains { $0.path == "/items/item-3?after=item-4" && $0["ficus-leg"] == nil })
            let before = Self.copies(monolith).count
            _ = try await RawClient.exchange("GET", "/items/item-77", port: plane.port, fields: fields)
            try await eventually("the skip is counted") {
                await plane.plane.counters().shadows.contains { $0.key.outcome == .skipped(.unmappedID) }
            }
            #expect(Self.copies(monolith).count == before)
        }
    }
}
