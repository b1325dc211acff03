import Contract
import Database
import Feed
import TestSupport
import Testing

@testable import brokerx_monolith

/// Two whole sides over real sockets.
@Suite(.timeLimit(.minutes(1))) struct FeedTests {
    /// An origin which feeds a follower, which mints ids as a service does and feeds the origin.
    static func pair(_ body: (_ origin: Side, _ follower: Side) async throws -> Void) async throws {
        let ports = try FreePort.next(2)
        let peers = ports.map { ["http://127.0.0.1:\($0)"] }
        try await Side.run("follower", port: ports[1], peers: [Peer(name: "origin", urls: peers[0])]) { follower in
            _ = try await follower.database.write { try $0.run("UPDATE counters SET last = 999999999") }
            try await Side.run("origin", port: ports[0], peers: [Peer(name: "follower", urls: peers[1])]) { origin in
                try await body(origin, follower)
            }
        }
    }

    @Test func `what one side writes the other one answers, to the byte`() async throws {
        try await Self.pair { origin, follower in
            let client = try await origin.api.client(deposit: "1000.00")
            _ = try await client.order("buy", "AAPL", 2)
            _ = try await client.order("buy", "AAPL", 1, limit: "100.00")
            _ = try await client.post("orders/2/replace", ["quantity": .integer(2), "limit_price": "101.00"])
            try await follower.isLevel(with: origin)
            let there = API(url: follower.url, token: client.token)
            for path in [
                "me", "portfolio", "deposits", "withdrawals", "transactions", "orders", "orders/3", "executions",
            ] {
                let (here, reply) = (try await client.get(path), try await there.get(path))
                #expect(reply.status == 200)
                #expect(reply.body == here.body)
            }
            #expect(try await follower.api.logIn().status == 200)
        }
    }

    @Test func `what was applied is never relayed`() async throws {
        try await Self.pair { origin, follower in
            let client = try await origin.api.client(deposit: "10.00")
            try await follower.isLevel(with: origin)
            #expect(try await follower.count("outbox_events") == 0)
            // The other direction works, and nothing that came that way comes back.
            let there = API(url: follower.url, token: client.token)
            _ = try await there.post("auth/logout")
            try await origin.isLevel(with: follower)
            #expect(try await client.get("me").status == 401)
            #expect(try await origin.count("outbox_events") == 3)
            #expect(try await follower.count("outbox_events") == 1)
        }
    }

    @Test func `a retry finds its answer on the other side`() async throws {
        try await Self.pair { origin, follower in
            let client = try await origin.api.client()
            let kept = try await client.deposit("10.00", key: "k")
            let refused = try await client.order("buy", "AAPL", 9, key: "r")
            try await follower.isLevel(with: origin)
            let there = API(url: follower.url, token: client.token)
            #expect(try await there.deposit("10.00", key: "k").body == kept.body)
            #expect(try await there.deposit("10.01", key: "k").status == 409)
            #expect(try await there.order("buy", "AAPL", 9, key: "r").body == refused.body)
            #expect(try await there.portfolio() == "10.00 0.00 10.00")
            #expect(try await follower.count("deposits") == 1)
        }
    }

    @Test func `a side that starts empty is filled, although the events are gone`() async throws {
        let folder = try TemporaryFolder()
        let port = try FreePort.next()
        let peers = [Peer(name: "follower", urls: ["http://127.0.0.1:\(port)"])]
        let token = try await Side.run("origin", folder: folder) { origin in
            let client = try await origin.api.client(deposit: "1000.00")
            _ = try await client.order("buy", "AAPL", 2, key: "k")
            _ = try await origin.database.write { try $0.run("DELETE FROM outbox_events") }
            return client.token
        }
        try await Side.run("follower", port: port) { follower in
            try await Side.run("origin", folder: folder, peers: peers) { origin in
                let client = API(url: origin.url, token: token)
                let there = API(url: follower.url, token: token)
                try await follower.isLevel(with: origin)
                #expect(try await there.get("orders").body == client.get("orders").body)
                #expect(try await there.portfolio() == "625.00 0.00 625.00, AAPL 2 0")
                #expect(try await there.order("buy", "AAPL", 2, key: "k")["id"] == .integer(1))
                // The tail follows the snapshot.
                _ = try await client.deposit("1.00")
                try await follower.isLevel(with: origin)
                #expect(try await there.portfolio() == "626.00 0.00 626.00, AAPL 2 0")
            }
        }
    }

    @Test func `a side that lost its database is filled anew`() async throws {
        let port = try FreePort.next()
        let peers = [Peer(name: "follower", urls: ["http://127.0.0.1:\(port)"])]
        try await Side.run("origin", peers: peers) { origin in
            let client = try await origin.api.client(deposit: "10.00")
            for _ in 0..<2 {
                try await Side.run("follower", port: port) { follower in
                    _ = try await client.deposit("1.00")
                    try await follower.isLevel(with: origin)
                    let there = API(url: follower.url, token: client.token)
                    #expect(try await there.get("transactions").body == client.get("transactions").body)
                }
            }
        }
    }

    @Test func `a side that was away gets what it missed, once and in order`() async throws {
        let (here, there) = (try TemporaryFolder(), try TemporaryFolder())
        let port = try FreePort.next()
        let peers = [Peer(name: "follower", urls: ["http://127.0.0.1:\(port)"])]
        try await Side.run("origin", folder: here, peers: peers) { origin in
            let client = try await origin.api.client()
            for round in 1...3 {
                _ = try await client.deposit("1.00")
                try await Side.run("follower", folder: there, port: port) { follower in
                    _ = try await client.deposit("0.01")
                    try await follower.isLevel(with: origin)
                    let reply = try await API(url: follower.url, token: client.token).get("deposits")
                    #expect(reply.body == (try await client.get("deposits").body))
                    #expect(reply["deposits"]?.arrayValue?.count == round * 2)
                }
            }
        }
    }

    @Test func `status and metrics show the lag while a peer is away`() async throws {
        let port = try FreePort.next()
        let peers = [Peer(name: "follower", urls: ["http://127.0.0.1:\(port)"])]
        try await Side.run("origin", peers: peers) { origin in
            _ = try await origin.api.client(deposit: "1.00")
            try await eventually("the lag is seen") {
                let peer = try await origin.api.get("/internal/feed")["peers"]?.arrayValue?.first
                guard case .number(let seconds)? = peer?["lag_seconds"] else { return false }
                return peer?["lag_events"] == .integer(3) && seconds != "0.0"
            }
            let metrics = try await origin.api.get("/metrics").body
            #expect(metrics.contains(#"brokerx_feed_lag_events{peer="follower"} 3.0"#))
            try await Side.run("follower", port: port) { follower in
                try await follower.isLevel(with: origin)
                try await eventually("the lag is gone") {
                    try await origin.api.get("/metrics").body.contains(#"brokerx_feed_lag_events{peer="follower"} 0.0"#)
                }
            }
        }
    }

    @Test func `of two processes on one database one relays, and the other takes over`() async throws {
        let (folder, port) = (try TemporaryFolder(), try FreePort.next())
        let peers = [Peer(name: "follower", urls: ["http://127.0.0.1:\(port)"])]
        try await Side.run("follower", port: port) { follower in
            try await Side.run("origin", folder: folder, peers: peers) { second in
                try await Side.run("origin", folder: folder, peers: peers) { first in
                    _ = try await first.api.client(deposit: "1.00")
                    try await follower.isLevel(with: first)
                    #expect(try await first.number("SELECT count(*) FROM feed_lease WHERE holder <> ''") == 1)
                }
                _ = try await second.api.register("other@example.com")
                try await follower.isLevel(with: second)
                #expect(try await follower.count("clients") == 2)
            }
        }
    }
}

extension Side {
    /// Waits until everything that `origin` has written is applied here.
    func isLevel(with origin: Side) async throws {
        let (source, position) = (origin.monolith.feed.source, try await origin.api.get("/internal/feed")["position"])
        let wanted = try #require(position?.integerValue)
        try await eventually("\(monolith.feed.source) is level with \(source)") {
            let applied = try await api.get("/internal/feed")["applied"]?[source]?.integerValue
            return applied ?? -1 >= wanted
        }
    }
}
