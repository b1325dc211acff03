import Contract
import Testing
import TestSupport

@Suite(.timeLimit(.minutes(1)))
struct OrdersServiceTests {
    @Test func `A market order executes at once and is settled`() async throws {
        try await Cluster.run { cluster in
            let trader = try await Trader.make(cluster, funds: "1000.00")
            let order = try await trader.order(Ask.buyMarket)
            #expect(order.status == 201)
            #expect(order.json["id"] == .integer(Counters.firstOfService))
            #expect(order.json["status"] == "filled")
            #expect(order.json["price"] == "187.50")
            #expect(try await trader.send(cluster.orders[0], "GET", "/orders/1000000000").text == order.text)
            let execution = try await trader.send(cluster.orders[0], "GET", "/executions").json["executions"]
            #expect(execution?.arrayValue?.first?["amount"] == "750.00")
            #expect(try await trader.portfolio()["balance"] == "250.00")

            #expect(try await trader.order(Ask.sellMarket).status == 201)
            #expect(try await trader.order(Ask.sellMarket).json["type"] == "urn:brokerx:problem:insufficient-holdings")
            let portfolio = try await trader.portfolio()
            #expect(portfolio["balance"] == "1000.00")
            #expect(portfolio["holdings"] == [])
        }
    }

    @Test func `A limit order waits, is replaced and cancelled, and holds funds as long`() async throws {
        try await Cluster.run { cluster in
            let trader = try await Trader.make(cluster, funds: "1000.00")
            let open = try await trader.order(Ask.buyLimit)
            #expect(open.json["status"] == "open")
            #expect(try await trader.portfolio()["reserved"] == "200.00")

            let path = "/orders/1000000000"
            let tooMuch = try await trader.send(
                cluster.orders[0], "POST", path + "/replace", #"{"quantity":11,"limit_price":"100.00"}"#)
            #expect(tooMuch.json["type"] == "urn:brokerx:problem:insufficient-funds")
            #expect(try await trader.send(cluster.orders[0], "GET", path).text == open.text)

            let replaced = try await trader.send(
                cluster.orders[0], "POST", path + "/replace", #"{"quantity":10,"limit_price":"100.00"}"#)
            #expect(replaced.status == 201)
            #expect(replaced.json["replaces"] == .integer(1_000_000_000))
            #expect(try await trader.send(cluster.orders[0], "GET", path).json["status"] == "replaced")
            #expect(try await trader.portfolio()["reserved"] == "1000.00")

            let id = try #require(replaced.json["id"]?.integerValue)
            let cancelled = try await trader.send(cluster.orders[0], "POST", "/orders/\(id)/cancel")
            #expect(cancelled.json["status"] == "cancelled")
            #expect(try await trader.send(cluster.orders[0], "POST", "/orders/\(id)/cancel").status == 409)
            #expect(try await trader.portfolio()["reserved"] == "0.00")
        }
    }

    @Test func `A limit order whose price allows it executes at the better price`() async throws {
        try await Cluster.run { cluster in
            let trader = try await Trader.make(cluster, funds: "400.00")
            let order = try await trader.order(
                #"{"symbol":"AAPL","side":"buy","type":"limit","quantity":2,"limit_price":"200.00"}"#)
            #expect(order.json["price"] == "187.50")
            #expect(try await trader.portfolio()["available"] == "25.00")
        }
    }

    @Test func `Nobody sees or changes another client's order`() async throws {
        try await Cluster.run { cluster in
            let owner = try await Trader.make(cluster, funds: "1000.00")
            _ = try await owner.order(Ask.buyLimit)
            let other = try await Trader.make(cluster, id: 2)
            let orders = cluster.orders[0]
            #expect(try await other.send(orders, "GET", "/orders/1000000000").status == 404)
            #expect(try await other.send(orders, "POST", "/orders/1000000000/cancel").status == 404)
            let change = #"{"quantity":1,"limit_price":"1.00"}"#
            #expect(try await other.send(orders, "POST", "/orders/1000000000/replace", change).status == 404)
            #expect(try await other.send(orders, "GET", "/orders").text == #"{"orders":[],"next":null}"#)
        }
    }

    @Test(arguments: [
        (#"{}"#, ["symbol", "side", "type", "quantity"]),
        (#"{"symbol":"aapl","side":"hold","type":"stop","quantity":0}"#, ["symbol", "side", "type", "quantity"]),
        (#"{"symbol":"AAPL","side":"buy","type":"market","quantity":1,"limit_price":"1.00"}"#, ["limit_price"]),
        (#"{"symbol":"AAPL","side":"buy","type":"limit","quantity":1}"#, ["limit_price"]),
        (
            #"{"symbol":"AAPL","side":"buy","type":"limit","quantity":1.0,"limit_price":"1"}"#,
            ["quantity", "limit_price"]
        ),
    ])
    func `An order with invalid fields is refused`(_ body: String, _ fields: [String]) async throws {
        try await Cluster.run { cluster in
            let answer = try await Trader.make(cluster).order(body)
            #expect(answer.status == 422)
            #expect(answer.json["errors"]?.arrayValue?.map { $0["field"]?.stringValue } == fields)
        }
    }

    @Test func `Two instances take orders on one file`() async throws {
        try await Cluster.run(.init(ordersInstances: 2)) { cluster in
            let trader = try await Trader.make(cluster, funds: "100000.00")
            let ids = try await withThrowingTaskGroup(of: Int?.self) { group in
                for number in 0..<20 {
                    group.addTask { try await trader.order(Ask.buyLimit, at: number % 2).json["id"]?.integerValue }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(ids.compactMap(\.self)).count == 20)
            #expect(try await trader.portfolio()["reserved"] == "4000.00")
            let pages = try await [0, 1].asyncMap {
                try await trader.send(cluster.orders[$0], "GET", "/orders?limit=100").text
            }
            #expect(pages[0] == pages[1])
        }
    }
}

extension Array {
    fileprivate func asyncMap<Value>(_ transform: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}
