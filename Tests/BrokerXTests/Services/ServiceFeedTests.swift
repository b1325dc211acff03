import Contract
import Database
import ServiceKit
import Synchronization
import Testing
import TestSupport

@Suite(.timeLimit(.minutes(1)))
struct ServiceFeedTests {
    @Test func `What a service writes reaches its peer in order, and nothing that it applied`() async throws {
        let peer = try await StubPeer.start()
        try await Cluster.run(.init(peers: [Peer(name: "monolith", urls: [peer.url])])) { cluster in
            let trader = try await Trader.make(cluster, funds: "1000.00")
            let order = try await trader.order(Ask.buyMarket, key: "k")
            try await eventually("the order has arrived") { peer.rows("orders", "execution").count == 1 }
            try await eventually("the reservation has arrived") { peer.rows("portfolios", "reservation").count == 1 }
            try await eventually("the purchase has arrived") { peer.rows("portfolios", "transaction").count == 2 }
            #expect(peer.rows("orders", "order").first?["id"] == order.json["id"])
            #expect(peer.rows("portfolios", "transaction").map { $0["type"] } == ["deposit", "buy"])
            #expect(peer.answers("orders").first?["body"] == .string(order.text))

            let position = try await self.position(cluster.orders[0])
            try await deliver(foreignOrder, to: cluster.orders[0])
            #expect(try await trader.send(cluster.orders[0], "GET", "/orders/17").json["symbol"] == "IBM")
            #expect(try await self.position(cluster.orders[0]) == position)
            let next = try await trader.order(Ask.buyLimit)
            #expect(next.json["id"] == .integer(1_000_000_001))
        }
        await peer.stop()
    }

    @Test func `A key that came with the feed is answered from it`() async throws {
        try await Cluster.run { cluster in
            let trader = try await Trader.make(cluster, funds: "1000.00")
            let first = try await trader.order(Ask.buyMarket, key: "k")
            let stored = try await cluster.orders[0].program.host.database.read {
                try $0.row("SELECT request_hash, body, created_at FROM stored_answers")
            }
            let row = try #require(stored)
            let answer: JSON = [
                "domain": "orders", "scope": "client:1", "key": "from-the-feed",
                "request_hash": .string(try row["request_hash"]), "status": .integer(201),
                "body": .string(try row["body"]), "created_at": .string(try row["created_at"]),
            ]
            try await deliver(("answer:orders", answer), to: cluster.orders[0])
            let again = try await trader.order(Ask.buyMarket, key: "from-the-feed")
            #expect(again.text == first.text)
            #expect(try await trader.order(Ask.buyLimit, key: "from-the-feed").status == 409)
        }
    }

    private var foreignOrder: (String, JSON) {
        (
            "order",
            [
                "id": .integer(17), "client_id": .integer(1), "symbol": "IBM", "side": "buy", "type": "limit",
                "quantity": .integer(1), "limit_price": "1.00", "status": "open", "filled_quantity": .integer(0),
                "price": .null, "replaces": .null, "version": .integer(1), "created_at": "2026-01-01T00:00:00.000Z",
                "updated_at": "2026-01-01T00:00:00.000Z",
            ]
        )
    }

    private func deliver(_ row: (entity: String, row: JSON), to service: RunningService) async throws {
        let page: JSON = [
            "source": "monolith", "stream": "s", "complete": .integer(1),
            "rows": [["entity": .string(row.entity), "row": row.row]],
        ]
        let answer = try await RawClient.exchange(
            "POST", "/internal/feed/snapshot", port: service.port, body: page.text)
        #expect(answer.status == 200)
    }

    private func position(_ service: RunningService) async throws -> JSON? {
        try await RawClient.exchange("GET", "/internal/feed", port: service.port).json["position"]
    }
}

/// A peer that accepts everything and remembers it.
private final class StubPeer: Sendable {
    private struct State {
        var streams: [String: JSON] = [:]
        var applied: [String: JSON] = [:]
        var events: [(source: String, entity: String, row: JSON, answer: JSON?)] = []
    }

    private let target: FakeTarget
    private let state: Shared

    private final class Shared: Sendable {
        let value = Mutex(State())
    }

    var url: String { target.url }

    private init(_ target: FakeTarget, _ state: Shared) {
        self.target = target
        self.state = state
    }

    static func start() async throws -> StubPeer {
        let state = Shared()
        let target = try await FakeTarget.start { request in
            .json(state.value.withLock { answer(request, &$0) }.text)
        }
        return StubPeer(target, state)
    }

    func stop() async { await target.stop() }

    /// In the order of their first arrival: the tail of a snapshot may repeat some of its rows.
    func rows(_ source: String, _ entity: String) -> [JSON] {
        state.value.withLock { state in
            state.events.filter { $0.source == source && $0.entity == entity }.map(\.row)
                .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        }
    }

    func answers(_ source: String) -> [JSON] {
        state.value.withLock { $0.events.filter { $0.source == source }.compactMap(\.answer).filter { $0 != .null } }
    }

    private static func answer(_ request: FakeRequest, _ state: inout State) -> JSON {
        let body = (try? JSON(parsing: request.body)) ?? .null
        guard let source = body["source"]?.stringValue else {
            let entities = ["order", "execution", "deposit", "transaction", "reservation", "client", "revocation"]
            func object(_ values: [String: JSON]) -> JSON { .object(values.map { .init($0.key, $0.value) }) }
            return [
                "source": "monolith", "build": "stub", "stream": "m", "position": .integer(0),
                "applied": object(state.applied), "streams": object(state.streams),
                "accepts": .array(entities.map(JSON.string)), "peers": [],
            ]
        }
        state.streams[source] = body["stream"]
        if let complete = body["complete"], complete != .null { state.applied[source] = complete }
        for row in body["rows"]?.arrayValue ?? [] {
            state.events.append((source, row["entity"]?.stringValue ?? "", row["row"] ?? .null, nil))
        }
        for event in body["events"]?.arrayValue ?? [] {
            state.events.append((source, event["entity"]?.stringValue ?? "", event["row"] ?? .null, event["answer"]))
        }
        if let through = body["through"] { state.applied[source] = through }
        return ["applied": state.applied[source] ?? .null]
    }
}
