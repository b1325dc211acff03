import Contract
import Database
import Feed
import Foundation
import ServiceKit
import Testing
import TestSupport

@testable import brokerx_orders

@Suite(.timeLimit(.minutes(1)))
struct OrderCompensationTests {
    private func intents(_ cluster: Cluster) async throws -> Int? {
        try await cluster.desk.journal.database.read { try $0.value("SELECT count(*) FROM intents") }
    }

    private func plan(_ kind: Intent.Kind, order: Int, ends: Int? = nil, in cluster: Cluster) async throws -> Intent {
        let terms = OrderTerms(
            symbol: "AAPL", side: .buy, kind: .limit, quantity: 2, limitPrice: Money(cents: 100_00))
        let intent = Intent(
            orderID: order, kind: kind, clientID: 1, ends: ends, terms: terms, key: nil, requestID: "crashed")
        try await cluster.desk.journal.database.write {
            try Intents(db: $0).add(intent, leasedUntil: Date().addingTimeInterval(3600))
        }
        return intent
    }

    private func restart(_ cluster: Cluster) async throws {
        let later = Date().addingTimeInterval(7200)
        try await Recovery(desk: cluster.desk, logger: cluster.orders[0].program.host.logger).recover(at: later)
    }

    @Test func `Without portfolios an order is 503 and nothing is kept`() async throws {
        let port = try FreePort.next()
        try await Cluster.run(.init(portfoliosURL: "http://127.0.0.1:\(port)")) { cluster in
            let trader = try await Trader.make(cluster)
            let answer = try await trader.order(Ask.buyMarket, key: "k")
            #expect(answer.status == 503)
            #expect(answer["Retry-After"] == "1")
            #expect(answer["Content-Type"] == "application/problem+json")
            #expect(try await intents(cluster) == 0)
            #expect(try await trader.order(Ask.buyMarket, key: "k").status == 503)
            #expect(try await trader.send(cluster.orders[0], "GET", "/orders").json["orders"] == [])
        }
    }

    @Test func `An order whose reservation has no answer is released`() async throws {
        let portfolios = try await FakeTarget.start { request in
            request.path == "/internal/reserve" ? .close : .json(#"{"status":"released"}"#)
        }
        try await Cluster.run(.init(portfoliosURL: portfolios.url)) { cluster in
            let answer = try await Trader.make(cluster).order(Ask.buyMarket)
            #expect(answer.status == 503)
            #expect(portfolios.requests.map(\.path).last == "/internal/release")
            #expect(try await intents(cluster) == 0)
        }
        await portfolios.stop()
    }

    @Test func `What could not be released at once is released later`() async throws {
        let portfolios = try await FakeTarget.start { _ in .close }
        try await Cluster.run(.init(portfoliosURL: portfolios.url)) { cluster in
            let trader = try await Trader.make(cluster)
            #expect(try await trader.order(Ask.buyMarket, key: "k").status == 503)
            #expect(try await intents(cluster) == 1)
            portfolios.answer { _ in .json(#"{"order_id":1,"status":"settled"}"#) }
            #expect(try await trader.order(Ask.buyMarket, key: "k").status == 201)
            try await eventually("the first attempt is released") { try await intents(cluster) == 0 }
        }
        await portfolios.stop()
    }

    @Test func `A placement that a crash has left is undone`() async throws {
        try await Cluster.run { cluster in
            let trader = try await Trader.make(cluster, funds: "1000.00")
            let intent = try await plan(.place, order: 1_000_000_500, in: cluster)
            try await cluster.desk.call(intent)
            #expect(try await trader.portfolio()["reserved"] == "200.00")
            try await restart(cluster)
            #expect(try await trader.portfolio()["reserved"] == "0.00")
            #expect(try await intents(cluster) == 0)
            await #expect(throws: (any Error).self) { try await cluster.desk.conclude(intent) }
        }
    }

    @Test func `A cancellation that a crash has left is finished`() async throws {
        try await Cluster.run { cluster in
            let trader = try await Trader.make(cluster, funds: "1000.00")
            _ = try await trader.order(Ask.buyLimit)
            _ = try await plan(.cancel, order: 1_000_000_000, ends: 1_000_000_000, in: cluster)
            try await restart(cluster)
            let order = try await trader.send(cluster.orders[0], "GET", "/orders/1000000000")
            #expect(order.json["status"] == "cancelled")
            #expect(try await trader.portfolio()["reserved"] == "0.00")
        }
    }

    @Test func `A replacement that a crash has left is finished`() async throws {
        try await Cluster.run { cluster in
            let trader = try await Trader.make(cluster, funds: "1000.00")
            _ = try await trader.order(Ask.buyLimit)
            let intent = try await plan(.replace, order: 1_000_000_500, ends: 1_000_000_000, in: cluster)
            try await cluster.desk.call(intent)
            try await restart(cluster)
            let orders = try await trader.send(cluster.orders[0], "GET", "/orders").json["orders"]?.arrayValue
            #expect(orders?.map { $0["status"] } == ["replaced", "open"])
            #expect(try await trader.portfolio()["reserved"] == "200.00")
        }
    }
}
