import Foundation
import TestSupport

/// A client of the broker: registered, logged in, with requests in its name.
struct Person: Sendable {
    let id: Int
    let email: String
    let token: String

    /// Registers and logs in at a port; through the proxy, or at one side alone.
    static func register(at port: Int, login: Int? = nil) async throws -> Person {
        let email = "p\(UUID().uuidString.lowercased())@example.com"
        let client =
            #"{"client":{"name":"P","email":"\#(email)","password":"password123","password_confirmation":"password123"}}"#
        let registered = try await call("POST", "/api/v1/clients", port: port, body: client, expect: 201)
        let credentials = #"{"email":"\#(email)","password":"password123"}"#
        let session = try await call("POST", "/api/v1/auth/login", port: login ?? port, body: credentials, expect: 200)
        let id = try JSONDecoder().decode(Row.self, from: Data(registered.body)).id
        return Person(id: id, email: email, token: try JSONDecoder().decode(Token.self, from: Data(session.body)).token)
    }

    var authorization: [(String, String)] { [("Authorization", "Bearer \(token)")] }

    /// One request of this person, on a connection of its own.
    func send(
        _ method: String, _ path: String, port: Int, body: String? = nil, fields: [(String, String)] = [],
        expect status: Int? = nil
    ) async throws -> RawAnswer {
        try await Self.call(method, path, port: port, fields: authorization + fields, body: body, expect: status)
    }

    /// The id of the row that a request makes.
    func make(_ path: String, port: Int, body: String, key: String = UUID().uuidString) async throws -> Int {
        let answer = try await send(
            "POST", path, port: port, body: body, fields: [("Idempotency-Key", key)], expect: 201)
        return try JSONDecoder().decode(Row.self, from: Data(answer.body)).id
    }

    func deposit(_ amount: String = "100000.00", port: Int) async throws -> Int {
        try await make("/api/v1/deposits", port: port, body: #"{"amount":"\#(amount)","currency":"USD"}"#)
    }

    /// A limit order that stays open.
    func order(port: Int, quantity: Int = 2, key: String = UUID().uuidString) async throws -> Int {
        try await make("/api/v1/orders", port: port, body: Self.limitOrder(quantity: quantity), key: key)
    }

    static func limitOrder(quantity: Int) -> String {
        #"{"symbol":"AAPL","side":"buy","type":"limit","quantity":\#(quantity),"limit_price":"10.00"}"#
    }

    private static func call(
        _ method: String, _ path: String, port: Int, fields: [(String, String)] = [], body: String? = nil,
        expect status: Int?
    ) async throws -> RawAnswer {
        let type = body == nil ? [] : [("Content-Type", "application/json")]
        let answer = try await RawClient.exchange(method, path, port: port, fields: fields + type, body: body)
        if let status, answer.status != status {
            throw UnexpectedStatus(description: "\(method) \(path): \(answer.status) \(answer.text), not \(status)")
        }
        return answer
    }

    private struct Row: Decodable { let id: Int }
    private struct Token: Decodable { let token: String }
}

struct UnexpectedStatus: Error, CustomStringConvertible {
    let description: String
}
