import Foundation
import TestSupport
import Testing

/// Every endpoint of the public API, asked at the monolith, at the service that extracts it, and through the proxy.
@Suite(.timeLimit(.minutes(2))) struct EndpointTests {
    /// Where the three domains are asked.
    enum Side: String, CaseIterable, Sendable { case monolith, services, proxy }

    @Test(arguments: Side.allCases) func `every endpoint answers`(side: Side) async throws {
        let stack = try await SharedStack.ready()
        let (clients, portfolios, orders) =
            switch side {
            case .monolith: (stack.port(.monolith), stack.port(.monolith), stack.port(.monolith))
            case .services: (stack.port(.clients), stack.port(.portfolios), stack.port(.orders))
            case .proxy: (stack.proxy, stack.proxy, stack.proxy)
            }
        let person = try await Person.register(at: clients)
        #expect(side == .services ? person.id >= 1_000_000_000 : person.id < 1_000_000_000)

        // Clients.
        let own = "/api/v1/clients/\(person.id)"
        let client = try await person.send("GET", own, port: clients, expect: 200)
        #expect(try fields(client) == Self.clientFields)
        #expect(try await person.send("GET", "/api/v1/me", port: clients, expect: 200).text == client.text)
        let renamed = try await person.send(
            "PATCH", own, port: clients, body: #"{"client":{"name":"Renamed"}}"#, expect: 200)
        #expect(renamed.text.contains(#""name":"Renamed""#))
        let email = try await VerificationCode.make("email:\(person.id)", secret: stack.secret)
        _ = try await person.send(
            "POST", "/api/v1/clients/verify_email", port: clients,
            body: #"{"email":"\#(person.email)","code":"\#(email)"}"#, expect: 200)
        let mfa = try await VerificationCode.make("mfa:\(person.id)", secret: stack.secret)
        let verified = try await person.send(
            "POST", "/api/v1/auth/verify_mfa", port: clients, body: #"{"code":"\#(mfa)"}"#, expect: 200)
        #expect(verified.text == #"{"client_id":\#(person.id),"mfa_verified":true}"#)

        // Portfolios.
        let deposit = try await person.deposit("1000.10", port: portfolios)
        #expect(side == .services ? deposit >= 1_000_000_000 : deposit < 1_000_000_000)
        _ = try await person.make(
            "/api/v1/withdrawals", port: portfolios, body: #"{"amount":"0.10","currency":"USD"}"#)
        let portfolio = try await person.send("GET", "/api/v1/portfolio", port: portfolios, expect: 200)
        #expect(portfolio.text.contains(#""balance":"1000.00""#))
        let byID = try await person.send("GET", "/api/v1/portfolios/\(person.id)", port: portfolios, expect: 200)
        #expect(byID.text == portfolio.text)
        for list in ["deposits", "withdrawals", "transactions"] {
            let page = try await person.send("GET", "/api/v1/\(list)?limit=1", port: portfolios, expect: 200)
            #expect(try fields(page) == [list, "next"])
        }

        // Orders.
        let order = try await person.order(port: orders)
        let shown = try await person.send("GET", "/api/v1/orders/\(order)", port: orders, expect: 200)
        #expect(try fields(shown) == Self.orderFields)
        let replaced = try await person.make(
            "/api/v1/orders/\(order)/replace", port: orders, body: #"{"quantity":3,"limit_price":"11.00"}"#)
        let cancelled = try await person.send(
            "POST", "/api/v1/orders/\(replaced)/cancel", port: orders, fields: [("Idempotency-Key", UUID().uuidString)],
            expect: 200)
        #expect(cancelled.text.contains(#""status":"cancelled""#))
        _ = try await person.make(
            "/api/v1/orders", port: orders, body: #"{"symbol":"BRKX","side":"buy","type":"market","quantity":3}"#)
        _ = try await person.make(
            "/api/v1/orders", port: orders, body: #"{"symbol":"BRKX","side":"sell","type":"market","quantity":1}"#)
        for list in ["orders", "executions", "market_data"] {
            let page = try await person.send("GET", "/api/v1/\(list)", port: orders, expect: 200)
            #expect(try fields(page) == [list, "next"])
        }

        // Nobody reads another client's rows.
        let stranger = try await Person.register(at: clients)
        for (path, port) in [
            (own, clients), ("/api/v1/portfolios/\(person.id)", portfolios), ("/api/v1/orders/\(order)", orders),
        ] {
            _ = try await stranger.send("GET", path, port: port, expect: 404)
        }

        // The end of a session, and of a client.
        _ = try await person.send("POST", "/api/v1/auth/logout", port: clients, expect: 204)
        _ = try await person.send("GET", "/api/v1/me", port: clients, expect: 401)
        _ = try await stranger.send("DELETE", "/api/v1/clients/\(stranger.id)", port: clients, expect: 204)
        _ = try await stranger.send("GET", "/api/v1/me", port: clients, expect: 401)
    }

    private static let clientFields: Set = [
        "id", "name", "email", "email_verified", "mfa_verified", "created_at", "updated_at",
    ]
    private static let orderFields: Set = [
        "id", "client_id", "symbol", "side", "type", "quantity", "limit_price", "status", "filled_quantity", "price",
        "replaces", "created_at", "updated_at",
    ]

    private func fields(_ answer: RawAnswer) throws -> Set<String> {
        Set((try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any] ?? [:]).keys)
    }

    @Test func `each program says that it is well, and counts`() async throws {
        let stack = try await SharedStack.ready()
        for program in Program.brokerX {
            for path in ["/health", "/health/live", "/health/ready"] {
                let answer = try await RawClient.exchange("GET", path, port: stack.port(program))
                #expect(answer.status == 200 && answer.text.contains(#""status":"pass""#), "\(program) \(path)")
            }
            let metrics = try await RawClient.exchange("GET", "/metrics", port: stack.port(program))
            #expect(metrics.text.contains("brokerx_requests_total"))
            let answer = try await RawClient.exchange("GET", "/api/v1/market_data", port: stack.port(program))
            #expect(answer["ficus-build"] == "dev")
            #expect(answer["ficus-position"]?.contains("\(program.service)=") == true)
        }
        #expect(try await RawClient.exchange("GET", "/health", port: stack.proxy).status == 200)
        let metrics = try await RawClient.exchange("GET", "/metrics", port: stack.adminPort)
        #expect(metrics.text.contains("ficus_requests_total"))
    }

    /// One spelling after another of a path that is for services only.
    @Test(arguments: [
        "/internal/reserve", "/internal", "/internal/", "//internal/feed", "/internal//feed", "/./internal/feed",
        "/api/v1/../../internal/feed", "/api/v1/%2e%2e/%2E%2e/internal/feed", "/%69nternal/feed", "/internal%2Ffeed",
        "/internal%2ffeed", "/%2finternal/feed", "/api/..%2finternal/feed", "/internal\\feed", "/internal%5Cfeed",
        "/internal;a=b/feed", "/internal/feed;x", "/x/..;/internal/feed", "/internal/feed?a=b", "/internal/%00feed",
        "/INTERNAL/feed", "http://localhost/internal/feed", "/%2569nternal/feed", "/internal/./feed",
    ])
    func `what is internal is not reachable through the proxy in any spelling`(target: String) async throws {
        let stack = try await SharedStack.ready()
        for method in ["GET", "POST"] {
            let client = try await RawClient.connect(port: stack.proxy)
            let length = method == "POST" ? "Content-Length: 2\r\n\r\n{}" : "\r\n"
            try await client.send("\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n\(length)")
            let answer = try await client.readAnswer(to: method)
            #expect(answer.status == 404 || answer.status == 400, "\(method) \(target): \(answer.status)")
            #expect(!answer.text.contains(#""position""#) && !answer.text.contains(#""order_id""#))
        }
    }
}
