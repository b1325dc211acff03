import Contract
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct OrderAPITests {
    @Test func `a market order executes at once at the table's price`() async throws {
        try await Side.run { side in
            let client = try await side.api.client(deposit: "1000.00")
            let bought = try await client.order("buy", "AAPL", 5)
            #expect(bought.status == 201)
            #expect(bought["status"] == "filled")
            #expect(bought["price"] == "187.50")
            #expect(bought["limit_price"] == .null)
            #expect(try await client.portfolio() == "62.50 0.00 62.50, AAPL 5 0")
            #expect(try await client.order("sell", "AAPL", 2)["status"] == "filled")
            #expect(try await client.portfolio() == "437.50 0.00 437.50, AAPL 3 0")
            let amounts = try await client.get("executions")["executions"]?.arrayValue?.map { $0["amount"] }
            #expect(amounts == ["937.50", "375.00"])
        }
    }

    @Test(arguments: [
        ("buy", "10.00", true), ("buy", "12.00", true), ("buy", "9.99", false),
        ("sell", "10.00", true), ("sell", "9.00", true), ("sell", "10.01", false),
    ])
    func `a limit order executes when its price allows, at the table's price`(
        side tradeSide: String, limit: String, executes: Bool
    ) async throws {
        try await Side.run { side in
            let client = try await side.api.client(deposit: "1000.00")
            _ = try await client.order("buy", "BRKX", 10)
            let order = try await client.order(tradeSide, "BRKX", 4, limit: limit)
            #expect(order["status"] == (executes ? "filled" : "open"))
            #expect(order["price"] == (executes ? "10.00" : .null))
            #expect(order["filled_quantity"] == .integer(executes ? 4 : 0))
            let expected =
                switch (tradeSide, executes) {
                case ("buy", true): "860.00 0.00 860.00, BRKX 14 0"
                case ("buy", false): "900.00 39.96 860.04, BRKX 10 0"
                case (_, true): "940.00 0.00 940.00, BRKX 6 0"
                case (_, false): "900.00 0.00 900.00, BRKX 10 4"
                }
            #expect(try await client.portfolio() == expected)
        }
    }

    @Test func `what is reserved cannot be spent or sold twice, and cancelling gives it back`() async throws {
        try await Side.run { side in
            let client = try await side.api.client(deposit: "100.00")
            _ = try await client.order("buy", "BRKX", 5)
            let buy = try await client.order("buy", "BRKX", 5, limit: "9.00")
            let sell = try await client.order("sell", "BRKX", 5, limit: "11.00")
            #expect(try await client.portfolio() == "50.00 45.00 5.00, BRKX 5 5")
            let refusedBuy = try await client.order("buy", "BRKX", 1)
            #expect(refusedBuy.errors == ["quantity: exceeds the available funds"])
            let refusedSale = try await client.order("sell", "BRKX", 1)
            #expect(refusedSale.errors == ["quantity: exceeds the available holdings"])
            for order in [buy, sell] {
                let id = try #require(order["id"]?.integerValue)
                let cancelled = try await client.post("orders/\(id)/cancel")
                #expect(cancelled.status == 200)
                #expect(cancelled["status"] == "cancelled")
                let again = try await client.post("orders/\(id)/cancel")
                #expect(again.status == 409)
                #expect(again["type"] == "urn:brokerx:problem:order-not-open")
            }
            #expect(try await client.portfolio() == "50.00 0.00 50.00, BRKX 5 0")
        }
    }

    @Test func `an order is replaced whole or not at all`() async throws {
        try await Side.run { side in
            let client = try await side.api.client(deposit: "100.00")
            _ = try await client.order("buy", "BRKX", 10, limit: "9.00")
            let tooMuch = try await client.post("orders/1/replace", ["quantity": .integer(11), "limit_price": "9.50"])
            #expect(tooMuch.status == 422)
            #expect(try await client.get("orders/1")["status"] == "open")
            #expect(try await client.portfolio() == "100.00 90.00 10.00")
            let replaced = try await client.post("orders/1/replace", ["quantity": .integer(10), "limit_price": "9.50"])
            #expect(replaced.status == 201)
            #expect(replaced["replaces"] == .integer(1))
            #expect(replaced["status"] == "open")
            #expect(try await client.get("orders/1")["status"] == "replaced")
            #expect(try await client.portfolio() == "100.00 95.00 5.00")
            let id = try #require(replaced["id"]?.integerValue)
            let filled = try await client.post(
                "orders/\(id)/replace", ["quantity": .integer(8), "limit_price": "10.50"])
            #expect(filled["status"] == "filled")
            #expect(try await client.portfolio() == "20.00 0.00 20.00, BRKX 8 0")
            let late = try await client.post("orders/1/replace", ["quantity": .integer(1), "limit_price": "9.00"])
            #expect(late.status == 409)
        }
    }

    @Test(arguments: [
        (
            "{}",
            ["symbol: is required", "side: is required", "type: is required", "quantity: is required"]
        ),
        (
            #"{"symbol":"aapl","side":"hold","type":"stop","quantity":0,"limit_price":1}"#,
            [
                "symbol: is not traded", "side: must be buy or sell", "type: must be market or limit",
                "quantity: must be 1 to 1000000",
            ]
        ),
        (
            #"{"symbol":"AAPL","side":"buy","type":"limit","quantity":1.5}"#,
            ["quantity: must be an integer", "limit_price: is required"]
        ),
        (
            #"{"symbol":"AAPL","side":"buy","type":"market","quantity":"1","limit_price":"1.00"}"#,
            ["quantity: must be an integer", "limit_price: must be absent for a market order"]
        ),
        (
            #"{"symbol":"AAPL","side":"buy","type":"limit","quantity":99999999999999999999,"limit_price":"1000000.01"}"#,
            ["quantity: must be 1 to 1000000", "limit_price: must be 0.01 to 1000000.00"]
        ),
    ])
    func `each field says what is wrong with it`(body: String, errors: [String]) async throws {
        try await Side.run { side in
            let client = try await side.api.client()
            let refused = try await client.send("POST", "orders", body)
            #expect(refused.status == 422)
            #expect(refused.errors == errors)
            #expect(try await side.count("orders") == 0)
        }
    }

    @Test func `however orders are thrown at it, the books balance`() async throws {
        try await Side.run { side in
            let client = try await side.api.client(deposit: "500.00")
            var random = SeededGenerator(seed: 6)
            for _ in 0..<60 {
                switch Int.random(in: 0..<4, using: &random) {
                case 0:
                    _ = try await client.order(
                        random.pick(["buy", "sell"]), "BRKX", .random(in: 1...9, using: &random))
                case 1:
                    let limit = random.pick(["8.00", "9.99", "10.00", "10.01", "12.00"])
                    _ = try await client.order(
                        random.pick(["buy", "sell"]), "BRKX", .random(in: 1...9, using: &random), limit: limit)
                case 2: _ = try await client.post("orders/\(Int.random(in: 1...30, using: &random))/cancel")
                default:
                    let body: JSON = [
                        "quantity": .integer(.random(in: 1...9, using: &random)),
                        "limit_price": .string(random.pick(["8.00", "9.99", "10.01"])),
                    ]
                    _ = try await client.post("orders/\(Int.random(in: 1...30, using: &random))/replace", body)
                }
            }
            // What the triggers kept is what the rows say, and nobody owes anything.
            for (kept, told) in [
                ("SELECT balance FROM cash", "SELECT sum(amount) FROM transactions"),
                (
                    "SELECT reserved FROM cash",
                    "SELECT sum(quantity * limit_price) FROM orders WHERE status = 'open' AND side = 'buy'"
                ),
                ("SELECT quantity FROM holdings", "SELECT sum(quantity) FROM transactions"),
                (
                    "SELECT reserved FROM holdings",
                    "SELECT sum(quantity) FROM orders WHERE status = 'open' AND side = 'sell'"
                ),
                ("SELECT count(*) FROM executions", "SELECT count(*) FROM orders WHERE status = 'filled'"),
                ("SELECT count(*) FROM cash WHERE reserved > balance", "SELECT 0"),
                ("SELECT count(*) FROM holdings WHERE reserved > quantity", "SELECT 0"),
            ] {
                #expect(try await side.number(kept) == side.number(told), "\(kept)")
            }
        }
    }

    @Test func `market data is public, by symbol, in pages`() async throws {
        try await Side.run { side in
            let page = try await side.api.get("market_data?limit=2&after=AMZN")
            #expect(
                page.body
                    == #"{"market_data":[{"symbol":"BRKX","price":"10.00","currency":"USD"},"#
                    + #"{"symbol":"GOOG","price":"141.80","currency":"USD"}],"next":"GOOG"}"#)
            #expect(try await side.api.get("market_data?after=aapl").status == 422)
        }
    }
}

@Suite(.timeLimit(.minutes(1))) struct InternalAPITests {
    private static func reserve(_ amount: String, settlement: String? = nil, order: Int = 1_000_000_000) -> JSON {
        [
            "order_id": .integer(order), "client_id": .integer(1), "side": "buy", "symbol": "BRKX",
            "quantity": .integer(5), "amount": .string(amount), "settlement": .text(settlement), "releases": .null,
        ]
    }

    @Test func `a reservation is made once and released once`() async throws {
        try await Side.run { side in
            let client = try await side.api.client(deposit: "100.00")
            for _ in 0..<2 {
                let made = try await side.api.post("/internal/reserve", Self.reserve("45.00"))
                #expect(made.body == #"{"order_id":1000000000,"status":"active"}"#)
                #expect(try await client.portfolio() == "100.00 45.00 55.00")
            }
            #expect(try await side.api.post("/internal/reserve", Self.reserve("46.00")).status == 409)
            let release: JSON = ["order_id": .integer(1_000_000_000), "client_id": .integer(1)]
            for _ in 0..<2 {
                let released = try await side.api.post("/internal/release", release)
                #expect(released.body == #"{"order_id":1000000000,"status":"released"}"#)
                #expect(try await client.portfolio() == "100.00 0.00 100.00")
            }
            #expect(try await side.api.post("/internal/reserve", Self.reserve("45.00")).status == 409)
        }
    }

    @Test func `a settlement is booked back by its release`() async throws {
        try await Side.run { side in
            let client = try await side.api.client(deposit: "100.00")
            let made = try await side.api.post("/internal/reserve", Self.reserve("55.00", settlement: "50.00"))
            #expect(made["status"] == "settled")
            #expect(try await client.portfolio() == "50.00 0.00 50.00, BRKX 5 0")
            let release: JSON = ["order_id": .integer(1_000_000_000), "client_id": .integer(1)]
            #expect(try await side.api.post("/internal/release", release)["status"] == "released")
            #expect(try await client.portfolio() == "100.00 0.00 100.00")
        }
    }

    @Test func `a release before its reservation keeps it from being made`() async throws {
        try await Side.run { side in
            let client = try await side.api.client(deposit: "100.00")
            let release: JSON = ["order_id": .integer(1_000_000_000), "client_id": .integer(1)]
            #expect(try await side.api.post("/internal/release", release).status == 200)
            #expect(try await side.api.post("/internal/reserve", Self.reserve("45.00")).status == 409)
            #expect(try await client.portfolio() == "100.00 0.00 100.00")
        }
    }
}
