import AsyncHTTPClient
import Contract
import Database
import Feed
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import ServiceLifecycle
import TestSupport
import Testing

@testable import brokerx_monolith

/// A monolith which listens on a port of loopback, for as long as a test needs it.
struct Side: Sendable {
    let monolith: Monolith
    let port: Int

    var url: String { "http://127.0.0.1:\(port)" }
    var database: SQLDatabase { monolith.host.database }
    var keys: KeySet { monolith.keys }
    var api: API { API(url: url, token: nil) }

    /// Starts one, runs `body`, and stops it gracefully.
    static func run<Value: Sendable>(
        _ name: String = "monolith", folder: TemporaryFolder? = nil, port: Int? = nil, peers: [Peer] = [],
        _ change: (inout HostConfiguration) -> Void = { _ in }, _ body: (Side) async throws -> Value
    ) async throws -> Value {
        let folder = try folder ?? TemporaryFolder()
        var configuration = HostConfiguration(service: name)
        configuration.port = try port ?? FreePort.next()
        configuration.database = folder.path("\(name).sqlite")
        configuration.hashCost = 4
        configuration.peers = peers
        configuration.logLevel = .critical
        change(&configuration)
        let monolith = try await Monolith(configuration)
        let side = Side(monolith: monolith, port: configuration.port)
        var logger = Logger(label: name)
        logger.logLevel = .critical
        let group = ServiceGroup(
            services: [monolith.host.application(monolith.router(), services: [monolith.feed.relay])], logger: logger)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let result: Result<Value, any Error>
            do {
                try await eventually("the side listens") { try await side.api.get("/health").status == 200 }
                result = .success(try await body(side))
            } catch {
                result = .failure(error)
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            withExtendedLifetime(folder) {}
            return try result.get()
        }
    }

    /// The number of rows of a table.
    func count(_ table: String) async throws -> Int {
        try await number("SELECT count(*) FROM \(table)")
    }

    /// The one number that a query gives; 0 for none.
    func number(_ sql: String) async throws -> Int {
        try await database.read { try $0.value(sql) } ?? 0
    }
}

/// Speaks the public API, as a client with or without a token.
struct API: Sendable {
    let url: String
    let token: String?

    struct Reply: Sendable {
        let status: Int
        let headers: HTTPHeaders
        let body: String

        func header(_ name: String) -> String? { headers.first(name: name) }

        /// Null for an empty body.
        var json: JSON { (try? JSON(parsing: body.utf8)) ?? .null }
        subscript(name: String) -> JSON? { json[name] }

        /// `field: message` of each error.
        var errors: [String] {
            (json["errors"]?.arrayValue ?? []).map {
                "\($0["field"]?.stringValue ?? ""): \($0["message"]?.stringValue ?? "")"
            }
        }
    }

    func get(_ path: String, headers: HTTPHeaders = [:]) async throws -> Reply {
        try await send("GET", path, nil, headers)
    }

    func post(_ path: String, _ json: JSON? = nil, key: String? = nil, headers: HTTPHeaders = [:]) async throws -> Reply
    {
        var headers = headers
        if let key { headers.add(name: "Idempotency-Key", value: key) }
        return try await send("POST", path, json?.text, headers)
    }

    func send(
        _ method: String, _ path: String, _ body: String?, _ headers: HTTPHeaders = [:]
    ) async throws -> Reply {
        var request = HTTPClientRequest(url: url + (path.hasPrefix("/") ? path : "/api/v1/\(path)"))
        request.method = HTTPMethod(rawValue: method)
        request.headers = headers
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        if let body { request.body = .bytes(ByteBuffer(string: body)) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        let bytes = try await response.body.collect(upTo: 1 << 20)
        return Reply(status: Int(response.status.code), headers: response.headers, body: String(buffer: bytes))
    }

    func register(_ email: String = "test@example.com", password: String = "password123") async throws -> Reply {
        try await post(
            "clients",
            [
                "client": [
                    "name": "Test", "email": .string(email), "password": .string(password),
                    "password_confirmation": .string(password),
                ]
            ])
    }

    func logIn(_ email: String = "test@example.com", password: String = "password123") async throws -> Reply {
        try await post("auth/login", ["email": .string(email), "password": .string(password)])
    }

    /// Registers a client and gives back the API with its token.
    func client(_ email: String = "test@example.com", deposit: String? = nil) async throws -> API {
        _ = try await register(email)
        let client = API(url: url, token: try await logIn(email)["token"]?.stringValue)
        if let deposit { _ = try await client.deposit(deposit) }
        return client
    }

    func deposit(_ amount: String, key: String? = nil, headers: HTTPHeaders = [:]) async throws -> Reply {
        try await post("deposits", ["amount": .string(amount), "currency": "USD"], key: key, headers: headers)
    }

    func order(
        _ side: String, _ symbol: String, _ quantity: Int, limit: String? = nil, key: String? = nil,
        headers: HTTPHeaders = [:]
    ) async throws -> Reply {
        var order: [JSON.Member] = [
            .init("symbol", .string(symbol)), .init("side", .string(side)),
            .init("type", .string(limit == nil ? "market" : "limit")), .init("quantity", .integer(quantity)),
        ]
        if let limit { order.append(.init("limit_price", .string(limit))) }
        return try await post("orders", .object(order), key: key, headers: headers)
    }

    /// `balance reserved available`, then each holding as `symbol quantity reserved`.
    func portfolio() async throws -> String {
        let portfolio = try await get("portfolio").json
        let money = ["balance", "reserved", "available"].map { portfolio[$0]?.stringValue ?? "?" }
        let holdings = (portfolio["holdings"]?.arrayValue ?? []).map {
            "\($0["symbol"]?.stringValue ?? "?") \($0["quantity"]?.integerValue ?? -1) \($0["reserved"]?.integerValue ?? -1)"
        }
        return ([money.joined(separator: " ")] + holdings).joined(separator: ", ")
    }
}
