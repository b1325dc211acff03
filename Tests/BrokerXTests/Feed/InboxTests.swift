import Contract
import Database
import NIOHTTP1
import TestSupport
import Testing

@testable import brokerx_monolith

/// What a side makes of deliveries, with the test as the source.
@Suite(.timeLimit(.minutes(1))) struct InboxTests {
    static func event(_ sequence: Int, id: Int? = nil, amount: String = "1.00", request: String = "r") -> JSON {
        [
            "sequence": .integer(sequence), "type": "transaction.created", "entity": "transaction",
            "request_id": .string(request), "time": "2026-01-31T09:05:00.007Z",
            "row": [
                "id": .integer(id ?? sequence), "client_id": .integer(1), "type": "deposit", "amount": .string(amount),
                "currency": "USD", "symbol": .null, "quantity": .null, "order_id": .null,
                "created_at": "2026-01-31T09:05:00.007Z",
            ], "answer": .null,
        ]
    }

    static func deliver(
        _ side: Side, after: Int, through: Int, _ events: [JSON], stream: String = "s"
    ) async throws -> API.Reply {
        try await side.api.post(
            "/internal/feed/events",
            [
                "source": "origin", "stream": .string(stream), "after": .integer(after), "through": .integer(through),
                "events": .array(events),
            ])
    }

    static func complete(_ side: Side, at position: Int, rows: [JSON] = []) async throws {
        let page: JSON = [
            "source": "origin", "stream": "s", "rows": .array(rows), "complete": .integer(position),
        ]
        #expect(try await side.api.post("/internal/feed/snapshot", page).status == 200)
    }

    @Test func `before a snapshot nothing is taken`() async throws {
        try await Side.run { side in
            let refused = try await Self.deliver(side, after: 0, through: 1, [Self.event(1)])
            #expect(refused.status == 409)
            #expect(refused.body == #"{"applied":null}"#)
        }
    }

    @Test func `delivered twice is applied once`() async throws {
        try await Side.run { side in
            try await Self.complete(side, at: 0)
            let events = [Self.event(1), Self.event(2)]
            for _ in 0..<2 {
                #expect(try await Self.deliver(side, after: 0, through: 2, events).body == #"{"applied":2}"#)
            }
            // An overlap brings what is new in it.
            let overlap = try await Self.deliver(side, after: 1, through: 3, [Self.event(2), Self.event(3)])
            #expect(overlap.body == #"{"applied":3}"#)
            #expect(try await side.number("SELECT balance FROM cash") == 300)
            #expect(try await side.count("outbox_events") == 0)
        }
    }

    @Test func `a gap is refused, and says where to go on`() async throws {
        try await Side.run { side in
            try await Self.complete(side, at: 0)
            _ = try await Self.deliver(side, after: 0, through: 1, [Self.event(1)])
            let gap = try await Self.deliver(side, after: 2, through: 3, [Self.event(3)])
            #expect(gap.status == 409)
            #expect(gap.body == #"{"applied":1}"#)
            let other = try await Self.deliver(side, after: 1, through: 2, [Self.event(2)], stream: "other")
            #expect(other.body == #"{"applied":null}"#)
            #expect(try await side.count("transactions") == 1)
        }
    }

    @Test func `a batch is applied whole or not at all`() async throws {
        try await Side.run { side in
            try await Self.complete(side, at: 0)
            let broken = Self.event(2, amount: "one")
            #expect(try await Self.deliver(side, after: 0, through: 2, [Self.event(1), broken]).status == 500)
            #expect(try await side.count("transactions") == 0)
            #expect(try await Self.deliver(side, after: 0, through: 1, [Self.event(1)]).status == 200)
        }
    }

    @Test func `a stretch without events moves the position`() async throws {
        try await Side.run { side in
            try await Self.complete(side, at: 5)
            #expect(try await Self.deliver(side, after: 5, through: 90, []).body == #"{"applied":90}"#)
            #expect(try await side.api.get("/internal/feed")["applied"] == ["origin": .integer(90)])
            #expect(try await side.api.get("/health").header("ficus-position") == "monolith=0, origin=90")
        }
    }

    @Test func `an older version of a row does not replace a newer one`() async throws {
        func row(_ version: Int, _ name: String, _ time: String) -> JSON {
            [
                "entity": "client",
                "row": [
                    "id": .integer(1), "name": .string(name), "email": "a@example.com", "password_hash": "x",
                    "email_verified": .bool(false), "mfa_verified": .bool(false), "version": .integer(version),
                    "created_at": "2026-01-01T00:00:00.000Z", "updated_at": .string(time), "deleted_at": .null,
                ],
            ]
        }
        try await Side.run { side in
            for (version, name, time, kept) in [
                (2, "second", "2026-01-02T00:00:00.000Z", "second"), (1, "first", "2026-01-03T00:00:00.000Z", "second"),
                (2, "earlier", "2026-01-01T00:00:00.000Z", "second"), (2, "later", "2026-01-04T00:00:00.000Z", "later"),
                (3, "third", "2026-01-01T00:00:00.000Z", "third"),
            ] {
                try await Self.complete(side, at: 0, rows: [row(version, name, time)])
                let name: String? = try await side.database.read { try $0.value("SELECT name FROM clients") }
                #expect(name == kept)
            }
        }
    }

    @Test func `rows of the other side do not move the own ids`() async throws {
        try await Side.run { side in
            try await Self.complete(side, at: 0)
            _ = try await Self.deliver(side, after: 0, through: 1, [Self.event(1, id: 1_000_000_000)])
            let client = try await side.api.client()
            #expect(try await client.deposit("1.00").status == 201)
            #expect(
                try await client.get("transactions?limit=1")["transactions"]?.arrayValue?.first?["id"] == .integer(1))
            #expect(try await client.portfolio() == "2.00 0.00 2.00")
        }
    }
}

/// A write that is marked as a shadow.
@Suite(.timeLimit(.minutes(1))) struct DryRunTests {
    private static let shadow: HTTPHeaders = ["Ficus-Leg": "shadow"]

    @Test func `it answers like the write and leaves nothing behind`() async throws {
        try await Side.run { side in
            let client = try await side.api.client(deposit: "1000.00")
            let before = try await side.count("outbox_events")
            let dry = try await client.order("buy", "AAPL", 2, key: "k", headers: Self.shadow)
            #expect(dry.status == 201)
            #expect(dry["status"] == "filled")
            #expect(try await client.portfolio() == "1000.00 0.00 1000.00")
            #expect(try await side.count("outbox_events") == before)
            #expect(try await side.count("stored_answers") == 0)
            let wet = try await client.order("buy", "AAPL", 2, key: "k")
            #expect(wet["id"] == dry["id"])
            #expect(try await client.order("buy", "AAPL", 99, headers: Self.shadow).status == 422)
        }
    }

    @Test func `it sees what came before its primary, and not its primary's own effect`() async throws {
        try await FeedTests.pair { origin, follower in
            let client = try await origin.api.client()
            let there = API(url: follower.url, token: client.token)
            try await follower.isLevel(with: origin)
            for round in 1...15 {
                // The deposit that pays for the order has only just been made.
                _ = try await client.deposit("10.00")
                let id = "order-\(round)"
                async let primary = client.order("buy", "BRKX", 1, headers: ["X-Request-Id": id])
                let dry = try await there.order(
                    "buy", "BRKX", 1, headers: ["X-Request-Id": id, "Ficus-Leg": "shadow"])
                #expect(dry.status == 201)
                #expect(dry["id"] == .integer(1_000_000_000))
                #expect(try await primary["id"] == .integer(round))
            }
            try await follower.isLevel(with: origin)
            #expect(try await there.portfolio() == "0.00 0.00 0.00, BRKX 15 0")
            #expect(try await follower.count("feed_dry_runs") == 0)
        }
    }

    @Test func `one that comes after what its primary did says that it tells nothing`() async throws {
        try await FeedTests.pair { origin, follower in
            let client = try await origin.api.client(deposit: "100.00")
            let there = API(url: follower.url, token: client.token)
            _ = try await client.order("buy", "BRKX", 1, key: "k", headers: ["X-Request-Id": "first"])
            try await follower.isLevel(with: origin)
            func dryRun(_ id: String) async throws -> API.Reply {
                try await there.order(
                    "buy", "BRKX", 1, key: "k", headers: ["X-Request-Id": id, "Ficus-Leg": "shadow"])
            }
            // The copy of the request that did it; and of one that comes with its key once more, and changes nothing.
            #expect(try await dryRun("first").header("Ficus-Changes") == "unsure {}")
            #expect(try await dryRun("again").header("Ficus-Changes") == "{}")
        }
    }

    @Test func `a registration is not refused for the email of its own primary`() async throws {
        try await FeedTests.pair { origin, follower in
            try await follower.isLevel(with: origin)
            for round in 1...10 {
                let body: JSON = [
                    "client": [
                        "name": "Test", "email": .string("c\(round)@example.com"), "password": "password123",
                        "password_confirmation": "password123",
                    ]
                ]
                let id = "register-\(round)"
                async let primary = origin.api.post("clients", body, headers: ["X-Request-Id": id])
                let dry = try await follower.api.post(
                    "clients", body, headers: ["X-Request-Id": id, "Ficus-Leg": "shadow"])
                #expect(dry.status == 201)
                #expect(try await primary.status == 201)
            }
            try await follower.isLevel(with: origin)
            #expect(try await follower.count("clients") == 10)
        }
    }
}
