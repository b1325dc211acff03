import Contract
import Testing
import TestSupport

@Suite(.timeLimit(.minutes(1)))
struct ServiceIdempotencyTests {
    @Test func `The same key gets the same answer, another body a conflict`() async throws {
        try await Cluster.run { cluster in
            let trader = try await Trader.make(cluster, funds: "1000.00")
            let requests: [(RunningService, String, String, String)] = [
                (cluster.portfolios, "/deposits", #"{"amount":"1.00","currency":"USD"}"#, "{}"),
                (cluster.orders[0], "/orders", Ask.buyLimit, Ask.buyMarket),
                (cluster.orders[0], "/orders", #"{"symbol":"NONE"}"#, Ask.buyMarket),
                (cluster.orders[0], "/orders", Ask.sellMarket, Ask.buyMarket),
            ]
            for (number, (service, path, body, other)) in requests.enumerated() {
                let first = try await trader.send(service, "POST", path, body, key: "k\(number)")
                let second = try await trader.send(service, "POST", path, body, key: "k\(number)")
                #expect(second.status == first.status)
                #expect(second.text == first.text)
                #expect(second["Content-Type"] == first["Content-Type"])
                #expect(try await trader.send(service, "POST", path, other, key: "k\(number)").status == 409)
            }
            let orders = try await trader.send(cluster.orders[0], "GET", "/orders").json["orders"]
            #expect(orders?.arrayValue?.count == 1)
        }
    }

    @Test func `Duplicates that race on two instances make one order`() async throws {
        try await Cluster.run(.init(ordersInstances: 2)) { cluster in
            let trader = try await Trader.make(cluster, funds: "1000.00")
            let answers = try await withThrowingTaskGroup(of: RawAnswer.self) { group in
                for number in 0..<16 {
                    group.addTask { try await trader.order(Ask.buyMarket, key: "once", at: number % 2) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(answers.map(\.text)).count == 1)
            #expect(answers.allSatisfy { $0.status == 201 })
            #expect(try await trader.portfolio()["balance"] == "250.00")
        }
    }

    @Test func `A cancellation and its duplicate end the order once`() async throws {
        try await Cluster.run(.init(ordersInstances: 2)) { cluster in
            let trader = try await Trader.make(cluster, funds: "1000.00")
            _ = try await trader.order(Ask.buyLimit)
            let answers = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<6 {
                    group.addTask {
                        try await trader.send(cluster.orders[number % 2], "POST", "/orders/1000000000/cancel").status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.sorted() == [200, 409, 409, 409, 409, 409])
            #expect(try await trader.portfolio()["reserved"] == "0.00")
        }
    }
}
