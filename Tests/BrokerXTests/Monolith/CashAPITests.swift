import Contract
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct CashAPITests {
    @Test func `money comes in and goes out, to the cent`() async throws {
        try await Side.run { side in
            let client = try await side.api.client()
            #expect(try await client.portfolio() == "0.00 0.00 0.00")
            let deposit = try await client.deposit("1000.10")
            #expect(deposit.status == 201)
            #expect(deposit["amount"] == "1000.10")
            let body: JSON = ["amount": "0.11", "currency": "USD"]
            #expect(try await client.post("withdrawals", body).status == 201)
            #expect(try await client.portfolio() == "999.99 0.00 999.99")
            let amounts = try await client.get("transactions")["transactions"]?.arrayValue?.map { $0["amount"] }
            #expect(amounts == ["1000.10", "-0.11"])
            #expect(try await client.get("portfolios/1").json == client.get("portfolio").json)
        }
    }

    @Test func `nobody takes out what is not there or is reserved`() async throws {
        try await Side.run { side in
            let client = try await side.api.client(deposit: "100.00")
            _ = try await client.order("buy", "BRKX", 6, limit: "9.00")
            let body: JSON = ["amount": "46.01", "currency": "USD"]
            let refused = try await client.post("withdrawals", body)
            #expect(refused.status == 422)
            #expect(refused["type"] == "urn:brokerx:problem:insufficient-funds")
            #expect(refused.errors == ["amount: exceeds the available funds"])
            #expect(try await client.post("withdrawals", ["amount": "46.00", "currency": "USD"]).status == 201)
            #expect(try await client.portfolio() == "54.00 54.00 0.00")
        }
    }

    @Test(arguments: [
        (#"{}"#, ["amount: is required", "currency: is required"]),
        (#"{"amount":10.00,"currency":"EUR"}"#, ["amount: must be a string", "currency: must be USD"]),
        (#"{"amount":"10","currency":"USD"}"#, ["amount: must be an amount with two decimals"]),
        (#"{"amount":"-10.00","currency":"USD"}"#, ["amount: must be an amount with two decimals"]),
        (#"{"amount":"0.00","currency":"USD"}"#, ["amount: must be 0.01 to 1000000000.00"]),
        (#"{"amount":"1000000000.01","currency":"USD"}"#, ["amount: must be 0.01 to 1000000000.00"]),
        (
            #"{"amount":"1e9.00","currency":null}"#,
            ["amount: must be an amount with two decimals", "currency: is required"]
        ),
    ])
    func `an amount is a string with two decimals, in dollars`(body: String, errors: [String]) async throws {
        try await Side.run { side in
            let client = try await side.api.client()
            for list in ["deposits", "withdrawals"] {
                let refused = try await client.send("POST", list, body)
                #expect(refused.status == 422)
                #expect(refused.errors == errors)
            }
            #expect(try await side.count("transactions") == 0)
        }
    }

    @Test func `pages follow each other without a gap`() async throws {
        try await Side.run { side in
            let client = try await side.api.client()
            for cents in 1...7 { _ = try await client.deposit("1.0\(cents)") }
            var seen: [Int] = []
            var after = ""
            repeat {
                let page = try await client.get("deposits?limit=3\(after)")
                seen += page["deposits"]?.arrayValue?.compactMap { $0["id"]?.integerValue } ?? []
                after = page["next"]?.stringValue.map { "&after=\($0)" } ?? ""
            } while !after.isEmpty
            #expect(seen == Array(1...7))
            #expect(try await client.get("deposits?limit=7")["next"] == .null)
            #expect(try await client.get("deposits?limit=6")["next"] == "6")
            #expect(try await client.get("deposits?after=7").body == #"{"deposits":[],"next":null}"#)
        }
    }

    @Test(arguments: [
        ("limit=0", ["limit: must be 1 to 100"]), ("limit=101", ["limit: must be 1 to 100"]),
        ("limit=x&after=y", ["limit: must be 1 to 100", "after: must be a cursor"]),
        ("after=-1", ["after: must be a cursor"]),
        ("after=99999999999999999999", ["after: must be a cursor"]),
    ])
    func `a page that cannot be is 422`(query: String, errors: [String]) async throws {
        try await Side.run { side in
            let client = try await side.api.client()
            for list in ["deposits", "withdrawals", "transactions", "orders", "executions"] {
                let refused = try await client.get("\(list)?\(query)")
                #expect(refused.status == 422)
                #expect(refused.errors == errors)
            }
        }
    }
}

@Suite(.timeLimit(.minutes(1))) struct IdempotencyTests {
    @Test func `the same key and body get the same answer, and one effect`() async throws {
        try await Side.run { side in
            let client = try await side.api.client()
            let first = try await client.deposit("10.00", key: "k")
            let again = try await client.deposit("10.00", key: "k")
            #expect(again.status == 201)
            #expect(again.body == first.body)
            #expect(try await client.portfolio() == "10.00 0.00 10.00")
        }
    }

    @Test func `the same key with another body or path is 409`() async throws {
        try await Side.run { side in
            let client = try await side.api.client()
            _ = try await client.deposit("10.00", key: "k")
            let conflict = try await client.deposit("10.01", key: "k")
            #expect(conflict.status == 409)
            #expect(conflict["type"] == "urn:brokerx:problem:idempotency-conflict")
            let body: JSON = ["amount": "10.00", "currency": "USD"]
            #expect(try await client.post("withdrawals", body, key: "k").status == 409)
        }
    }

    @Test func `keys of two clients have nothing to do with each other`() async throws {
        try await Side.run { side in
            let first = try await side.api.client()
            let second = try await side.api.client("other@example.com")
            #expect(try await first.deposit("10.00", key: "k")["client_id"] == .integer(1))
            #expect(try await second.deposit("20.00", key: "k")["client_id"] == .integer(2))
        }
    }

    @Test func `a refusal is kept too, and stays when the reason is gone`() async throws {
        try await Side.run { side in
            let client = try await side.api.client()
            let refused = try await client.order("buy", "BRKX", 1, key: "k")
            #expect(refused.status == 422)
            _ = try await client.deposit("100.00")
            #expect(try await client.order("buy", "BRKX", 1, key: "k").body == refused.body)
            #expect(try await client.order("buy", "BRKX", 1).status == 201)
        }
    }

    @Test func `a registration comes again as it was, without a second client`() async throws {
        try await Side.run { side in
            let body: JSON = [
                "client": [
                    "name": "Test", "email": "a@example.com", "password": "password123",
                    "password_confirmation": "password123",
                ]
            ]
            let first = try await side.api.post("clients", body, key: "k")
            #expect(try await side.api.post("clients", body, key: "k").body == first.body)
            #expect(first.status == 201)
        }
    }

    @Test(arguments: ["", " ", "a b", "é", String(repeating: "a", count: 256)])
    func `a key that cannot be one is 400`(key: String) async throws {
        try await Side.run { side in
            let client = try await side.api.client()
            #expect(try await client.deposit("1.00", key: key).status == 400)
        }
    }

    @Test func `twenty at the same moment have one effect`() async throws {
        try await Side.run { side in
            let client = try await side.api.client()
            let bodies = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<20 { group.addTask { try await client.deposit("10.00", key: "k").body } }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(bodies.count == 1)
            #expect(try await client.portfolio() == "10.00 0.00 10.00")
        }
    }
}
