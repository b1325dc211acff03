import Foundation
import TestSupport

/// Somebody uses every endpoint of the public API once, through the proxy, waiting for the feed after each write.
struct EverydayTraffic: Sendable {
    let stack: BrokerStack

    func once() async throws {
        let port = stack.proxy
        let person = try await Person.register(at: port)
        try await stack.feedIsLevel()
        func get(_ paths: String...) async throws {
            for path in paths { _ = try await person.send("GET", "/api/v1/\(path)", port: port, expect: 200) }
        }
        func change(_ method: String, _ path: String, _ body: String?, expect status: Int) async throws -> RawAnswer {
            let answer = try await person.send(
                method, "/api/v1/\(path)", port: port, body: body, fields: [("Idempotency-Key", UUID().uuidString)],
                expect: status)
            try await stack.feedIsLevel()
            return answer
        }
        let login = #"{"email":"\#(person.email)","password":"password123"}"#
        _ = try await change("POST", "auth/login", login, expect: 200)
        try await get("me", "clients/\(person.id)")
        _ = try await change("PATCH", "clients/\(person.id)", #"{"client":{"name":"New"}}"#, expect: 200)
        let secret = stack.secret
        let email = try await VerificationCode.make("email:\(person.id)", secret: secret)
        let verify = #"{"email":"\#(person.email)","code":"\#(email)"}"#
        _ = try await change("POST", "clients/verify_email", verify, expect: 200)
        let mfa = try await VerificationCode.make("mfa:\(person.id)", secret: secret)
        _ = try await change("POST", "auth/verify_mfa", #"{"code":"\#(mfa)"}"#, expect: 200)

        _ = try await change("POST", "deposits", #"{"amount":"5000.00","currency":"USD"}"#, expect: 201)
        _ = try await change("POST", "withdrawals", #"{"amount":"10.00","currency":"USD"}"#, expect: 201)
        let market = #"{"symbol":"BRKX","side":"buy","type":"market","quantity":4}"#
        _ = try await change("POST", "orders", market, expect: 201)
        let placed = try await change("POST", "orders", Person.limitOrder(quantity: 2), expect: 201)
        let replacement = #"{"quantity":3,"limit_price":"9.00"}"#
        let replaced = try await change("POST", "orders/\(try id(placed))/replace", replacement, expect: 201)
        _ = try await change("POST", "orders/\(try id(replaced))/cancel", nil, expect: 200)
        try await get("portfolio", "portfolios/\(person.id)", "deposits", "withdrawals", "transactions")
        try await get("orders", "orders/\(try id(placed))", "executions", "market_data")
        _ = try await change("POST", "auth/logout", nil, expect: 204)

        let leaver = try await Person.register(at: port)
        try await stack.feedIsLevel()
        _ = try await leaver.send("DELETE", "/api/v1/clients/\(leaver.id)", port: port, expect: 204)
        try await stack.feedIsLevel()
    }

    private func id(_ answer: RawAnswer) throws -> Int {
        struct Row: Decodable { let id: Int }
        return try JSONDecoder().decode(Row.self, from: Data(answer.body)).id
    }
}
