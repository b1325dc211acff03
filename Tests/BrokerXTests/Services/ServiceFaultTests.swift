import Contract
import ServiceKit
import Testing
import TestSupport

@testable import brokerx_clients
@testable import brokerx_orders
@testable import brokerx_portfolios

@Suite(.timeLimit(.minutes(1)))
struct ServiceFaultTests {
    /// A trader's answers: orders placed, read and listed, with enough money that a cent can go wrong.
    private func answers(_ faults: Set<String>) async throws -> [String: RawAnswer] {
        var answers: [String: RawAnswer] = [:]
        try await Cluster.run(.init(faults: faults)) { cluster in
            let trader = try await Trader.make(cluster, funds: "1000000.00")
            let body =
                #"{"client":{"name":"A","email":"a@b.cd","password":"password123","password_confirmation":"password123"}}"#
            answers["register"] = try await RawClient.exchange(
                "POST", "/api/v1/clients", port: cluster.clients.port, body: body)
            let client = try await Trader.make(cluster, id: Counters.firstOfService)
            answers["nobody"] = try await client.send(cluster.clients, "GET", "/clients/7")
            answers["place"] = try await trader.order(
                #"{"symbol":"NVDA","side":"buy","type":"limit","quantity":40,"limit_price":"20000.00"}"#)
            _ = try await trader.order(Ask.buyLimit)
            _ = try await trader.send(cluster.portfolios, "POST", "/deposits", #"{"amount":"1.00","currency":"USD"}"#)
            answers["order"] = try await trader.send(cluster.orders[0], "GET", "/orders/1000000000")
            answers["orders"] = try await trader.send(cluster.orders[0], "GET", "/orders")
            answers["portfolio"] = try await trader.send(cluster.portfolios, "GET", "/portfolio")
            answers["deposits"] = try await trader.send(cluster.portfolios, "GET", "/deposits")
        }
        return answers
    }

    @Test(arguments: [
        ("orders.missing_field", "order"), ("orders.number_as_string", "order"), ("orders.timezone", "order"),
        ("orders.leaking_field", "order"), ("orders.rounding", "order"), ("orders.list_order", "orders"),
        ("orders.page_boundary", "orders"), ("orders.wrong_status", "place"), ("portfolios.rounding", "portfolio"),
        ("portfolios.number_as_string", "portfolio"), ("portfolios.list_order", "deposits"),
        ("portfolios.page_boundary", "deposits"), ("clients.missing_field", "register"),
        ("clients.timezone", "register"), ("clients.leaking_field", "register"), ("clients.wrong_status", "nobody"),
    ])
    func `A fault changes the answer`(_ fault: String, _ name: String) async throws {
        let right = try #require(try await answers([])[name])
        let wrong = try #require(try await answers([fault])[name])
        #expect(mask(right.text) != mask(wrong.text) || right.status != wrong.status)
        #expect((try? JSON(parsing: wrong.body)) != nil)
        #expect(wrong["Content-Length"] == String(wrong.body.count))
    }

    /// Without what differs from run to run: digits of times stay apart from their form.
    private func mask(_ text: String) -> String {
        text.replacing(/20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}/, with: "TIME")
    }

    @Test func `Each two hundredth order has its side turned`() async throws {
        try await Cluster.run(.init(faults: ["orders.one_in_200"])) { cluster in
            let trader = try await Trader.make(cluster, funds: "1000.00")
            _ = try await trader.order(Ask.buyLimit)
            var turned = 0
            for _ in 1...400 {
                let order = try await trader.send(cluster.orders[0], "GET", "/orders/1000000000").json
                if order["side"] == "sell" { turned += 1 }
            }
            #expect(turned == 2)
        }
    }

    @Test func `Every fault has a name of its own and is listed`() {
        for blueprint in [ClientsService.blueprint, PortfoliosService.blueprint, OrdersService.blueprint] {
            let names = blueprint.faults.map(\.name)
            #expect(Set(names).count == names.count)
            #expect(names.allSatisfy { $0.hasPrefix(blueprint.name + ".") && blueprint.faultHelp.contains($0) })
        }
        #expect(OrdersService.blueprint.faults.count >= 8)
    }
}
