import Contract
import TestSupport

/// Somebody with a token who uses the services.
struct Trader: Sendable {
    let cluster: Cluster
    let id: Int
    let token: String

    /// A trader whom the clients service need not know: a token is enough.
    static func make(_ cluster: Cluster, id: Int = 1, funds: String? = nil) async throws -> Trader {
        let trader = Trader(cluster: cluster, id: id, token: try await Tokens(Cluster.keys).issue(for: id))
        if let funds {
            let answer = try await trader.send(
                cluster.portfolios, "POST", "/deposits", #"{"amount":"\#(funds)","currency":"USD"}"#)
            guard answer.status == 201 else { throw StartFailure("no deposit: \(answer.text)") }
        }
        return trader
    }

    func send(
        _ service: RunningService, _ method: String, _ path: String, _ body: String? = nil,
        key: String? = nil, fields: [(String, String)] = []
    ) async throws -> RawAnswer {
        let key = key.map { [("Idempotency-Key", $0)] } ?? []
        return try await RawClient.exchange(
            method, "/api/v1" + path, port: service.port,
            fields: [("Authorization", "Bearer \(token)")] + key + fields, body: body ?? (method == "POST" ? "" : nil))
    }

    func order(
        _ body: String, key: String? = nil, at instance: Int = 0, fields: [(String, String)] = []
    ) async throws -> RawAnswer {
        try await send(cluster.orders[instance], "POST", "/orders", body, key: key, fields: fields)
    }

    func portfolio() async throws -> JSON {
        try await send(cluster.portfolios, "GET", "/portfolio").json
    }
}

extension RawAnswer {
    /// The body, or null when it is no JSON.
    var json: JSON { (try? JSON(parsing: body)) ?? .null }
}

/// The fields of an order in a request.
enum Ask {
    static let buyMarket = #"{"symbol":"AAPL","side":"buy","type":"market","quantity":4}"#
    static let sellMarket = #"{"symbol":"AAPL","side":"sell","type":"market","quantity":4}"#
    static let buyLimit = #"{"symbol":"AAPL","side":"buy","type":"limit","quantity":2,"limit_price":"100.00"}"#
}
