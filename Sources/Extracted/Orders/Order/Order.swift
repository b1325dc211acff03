import Contract
import Database

/// An order and what became of it.
struct Order: Sendable {
    enum Status: String, Sendable, SQLConvertible { case open, filled, cancelled, replaced }

    let id: Int
    let clientID: Int
    let terms: OrderTerms
    var status: Status
    var filledQuantity: Int
    /// The price of the execution.
    var price: Money?
    /// The order whose place this one took.
    let replaces: Int?
    /// Raised by each change, so that the newer of two copies is known.
    var version: Int
    let createdAt: Timestamp
    var updatedAt: Timestamp

    /// The order as the API shows it.
    var json: JSON {
        [
            "id": .integer(id), "client_id": .integer(clientID), "symbol": .string(terms.symbol),
            "side": .string(terms.side.rawValue), "type": .string(terms.kind.rawValue),
            "quantity": .integer(terms.quantity), "limit_price": .money(terms.limitPrice),
            "status": .string(status.rawValue), "filled_quantity": .integer(filledQuantity), "price": .money(price),
            "replaces": .integer(replaces), "created_at": .timestamp(createdAt), "updated_at": .timestamp(updatedAt),
        ]
    }
}

extension Order {
    init(_ row: SQLRow) throws {
        id = try row["id"]
        clientID = try row["client_id"]
        terms = try OrderTerms(row)
        status = try row["status"]
        filledQuantity = try row["filled_quantity"]
        price = try row["price"]
        replaces = try row["replaces"]
        version = try row["version"]
        createdAt = try row["created_at"]
        updatedAt = try row["updated_at"]
    }
}

extension OrderTerms {
    init(_ row: SQLRow) throws {
        symbol = try row["symbol"]
        side = try row["side"]
        kind = try row["type"]
        quantity = try row["quantity"]
        limitPrice = try row["limit_price"]
    }
}
