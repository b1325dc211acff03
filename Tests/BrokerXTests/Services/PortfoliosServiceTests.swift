import Contract
import Testing
import TestSupport

@Suite(.timeLimit(.minutes(1)))
struct PortfoliosServiceTests {
    private func ask(_ cluster: Cluster, _ path: String, _ body: String) async throws -> RawAnswer {
        try await RawClient.exchange("POST", "/internal/" + path, port: cluster.portfolios.port, body: body)
    }

    private func reservation(order: Int, settlement: String? = nil, releases: Int? = nil, amount: String = "950.00")
        -> String
    {
        let settlement = settlement.map { #""\#($0)""# } ?? "null"
        let releases = releases.map(String.init) ?? "null"
        return
            #"{"order_id":\#(order),"client_id":1,"side":"buy","symbol":"AAPL","quantity":5,"amount":"\#(amount)","settlement":\#(settlement),"releases":\#(releases)}"#
    }

    @Test func `Deposits and withdrawals make the balance`() async throws {
        try await Cluster.run { cluster in
            let trader = try await Trader.make(cluster, funds: "1000.10")
            let tooMuch = try await trader.send(
                cluster.portfolios, "POST", "/withdrawals", #"{"amount":"1000.11","currency":"USD"}"#)
            #expect(tooMuch.status == 422)
            #expect(tooMuch.json["type"] == "urn:brokerx:problem:insufficient-funds")
            let some = try await trader.send(
                cluster.portfolios, "POST", "/withdrawals", #"{"amount":"0.10","currency":"USD"}"#)
            #expect(some.status == 201)
            #expect(try await trader.portfolio()["balance"] == "1000.00")
            let transactions = try await trader.send(cluster.portfolios, "GET", "/transactions").json["transactions"]
            #expect(transactions?.arrayValue?.map { $0["amount"] } == ["1000.10", "-0.10"])
            #expect(try await trader.send(cluster.portfolios, "GET", "/portfolios/1").status == 200)
            #expect(try await trader.send(cluster.portfolios, "GET", "/portfolios/2").status == 404)
        }
    }

    @Test(arguments: [
        ("1000", "USD"), ("0.00", "USD"), ("-1.00", "USD"), ("01.00", "USD"), ("1000000000.01", "USD"), ("1.00", "EUR"),
    ])
    func `An amount that is none is refused`(_ amount: String, _ currency: String) async throws {
        try await Cluster.run { cluster in
            let trader = try await Trader.make(cluster)
            let body = #"{"amount":"\#(amount)","currency":"\#(currency)"}"#
            #expect(try await trader.send(cluster.portfolios, "POST", "/deposits", body).status == 422)
        }
    }

    @Test func `A page ends where the next begins`() async throws {
        try await Cluster.run { cluster in
            let trader = try await Trader.make(cluster)
            for _ in 1...5 {
                _ = try await trader.send(
                    cluster.portfolios, "POST", "/deposits", #"{"amount":"1.00","currency":"USD"}"#)
            }
            var seen: [Int] = []
            var after = ""
            repeat {
                let page = try await trader.send(cluster.portfolios, "GET", "/deposits?limit=2\(after)").json
                seen += page["deposits"]?.arrayValue?.compactMap { $0["id"]?.integerValue } ?? []
                after = page["next"]?.stringValue.map { "&after=\($0)" } ?? ""
            } while !after.isEmpty
            #expect(seen == Array(1_000_000_000...1_000_000_004))
            #expect(try await trader.send(cluster.portfolios, "GET", "/deposits?limit=5").json["next"] == .null)
            #expect(try await trader.send(cluster.portfolios, "GET", "/deposits?limit=0").status == 422)
        }
    }

    @Test func `A reservation is made once, and released once`() async throws {
        try await Cluster.run { cluster in
            let trader = try await Trader.make(cluster, funds: "1000.00")
            for _ in 1...2 {
                let answer = try await ask(cluster, "reserve", reservation(order: 9))
                #expect(answer.text == #"{"order_id":9,"status":"active"}"#)
            }
            #expect(try await trader.portfolio()["available"] == "50.00")
            #expect(try await ask(cluster, "reserve", reservation(order: 9, amount: "1.00")).status == 409)
            #expect(try await ask(cluster, "reserve", reservation(order: 10)).status == 422)
            let replaced = try await ask(cluster, "reserve", reservation(order: 10, releases: 9))
            #expect(replaced.status == 200)
            for _ in 1...2 {
                let answer = try await ask(cluster, "release", #"{"order_id":10,"client_id":1}"#)
                #expect(answer.text == #"{"order_id":10,"status":"released"}"#)
            }
            #expect(try await trader.portfolio()["available"] == "1000.00")
            #expect(try await ask(cluster, "reserve", reservation(order: 10)).status == 409)
        }
    }

    @Test func `A settled reservation that is released is booked back`() async throws {
        try await Cluster.run { cluster in
            let trader = try await Trader.make(cluster, funds: "1000.00")
            let settled = try await ask(cluster, "reserve", reservation(order: 9, settlement: "937.50"))
            #expect(settled.text == #"{"order_id":9,"status":"settled"}"#)
            #expect(try await trader.portfolio()["balance"] == "62.50")
            #expect(try await ask(cluster, "release", #"{"order_id":9,"client_id":1}"#).status == 200)
            let portfolio = try await trader.portfolio()
            #expect(portfolio["balance"] == "1000.00")
            #expect(portfolio["holdings"] == [])
        }
    }

    @Test func `A reserve that arrives after its release is refused`() async throws {
        try await Cluster.run { cluster in
            _ = try await Trader.make(cluster, funds: "1000.00")
            #expect(try await ask(cluster, "release", #"{"order_id":9,"client_id":1}"#).status == 200)
            #expect(try await ask(cluster, "reserve", reservation(order: 9)).status == 409)
        }
    }
}
