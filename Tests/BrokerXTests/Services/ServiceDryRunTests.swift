import Contract
import Testing
import TestSupport

@Suite(.timeLimit(.minutes(1)))
struct ServiceDryRunTests {
    private static let shadow = [("Ficus-Leg", "shadow")]

    @Test func `A dry run answers like the real one and leaves no trace`() async throws {
        try await Cluster.run { cluster in
            let trader = try await Trader.make(cluster, funds: "1000.00")
            _ = try await trader.order(Ask.buyMarket)
            _ = try await trader.order(Ask.buyLimit)
            let services = [cluster.clients, cluster.portfolios] + cluster.orders
            var before: [[String: Int]] = []
            for service in services { before.append(try await service.rowCounts()) }

            let registration =
                #"{"client":{"name":"A","email":"a@b.cd","password":"password123","password_confirmation":"password123"}}"#
            let money = #"{"amount":"1.00","currency":"USD"}"#
            let change = #"{"quantity":1,"limit_price":"90.00"}"#
            let requests: [(RunningService, String, String?, Int)] = [
                (cluster.clients, "/clients", registration, 201), (cluster.portfolios, "/deposits", money, 201),
                (cluster.portfolios, "/withdrawals", money, 201), (cluster.orders[0], "/orders", Ask.sellMarket, 201),
                (cluster.orders[0], "/orders", Ask.buyLimit, 422), (cluster.orders[0], "/orders", "{}", 422),
                (cluster.orders[0], "/orders/1000000001/cancel", nil, 200),
                (cluster.orders[0], "/orders/1000000001/replace", change, 201),
            ]
            for (service, path, body, status) in requests {
                let answer = try await trader.send(service, "POST", path, body, key: "dry", fields: Self.shadow)
                #expect(answer.status == status, "\(path): \(answer.text)")
            }
            for (service, counts) in zip(services, before) { #expect(try await service.rowCounts() == counts) }
            let order = try await trader.send(cluster.orders[0], "POST", "/orders/1000000001/cancel", key: "dry")
            #expect(order.json["status"] == "cancelled")
        }
    }

    @Test(arguments: [
        ("unsure", "unsure"), (#"unsure {"reservations":[{"order_id":0}]}"#, "unsure {"), (nil, nil),
        (#"{"reservations":[{"order_id":0}]}"#, "reservations"),
    ])
    func `What portfolios says of its part is part of the report`(changes: String?, expected: String?) async throws {
        let fields = changes.map { [("Ficus-Changes", $0)] } ?? []
        let portfolios = try await FakeTarget.start { _ in
            .json(#"{"order_id":0,"status":"settled"}"#, fields: fields)
        }
        try await Cluster.run(.init(portfoliosURL: portfolios.url)) { cluster in
            let trader = try await Trader.make(cluster)
            let answer = try await trader.order(Ask.buyMarket, fields: Self.shadow)
            #expect(answer.status == 201)
            let report = answer["Ficus-Changes"]
            if let expected { #expect(report?.contains(expected) == true) } else { #expect(report == nil) }
            #expect((report?.hasPrefix("unsure") ?? false) == (changes?.hasPrefix("unsure") ?? false))
        }
        await portfolios.stop()
    }

    @Test func `The mark goes along to portfolios`() async throws {
        let portfolios = try await FakeTarget.start { _ in .json(#"{"order_id":0,"status":"settled"}"#) }
        try await Cluster.run(.init(portfoliosURL: portfolios.url)) { cluster in
            let trader = try await Trader.make(cluster)
            let answer = try await trader.order(
                Ask.buyMarket, fields: Self.shadow + [("X-Request-Id", "request-1")])
            #expect(answer.status == 201)
            let request = try #require(portfolios.requests.first)
            #expect(request.path == "/internal/reserve")
            #expect(request["Ficus-Leg"] == "shadow")
            #expect(request["X-Request-Id"] == "request-1")
        }
        await portfolios.stop()
    }
}
