import Contract
import Database
import Feed

/// A client's wish to trade.
struct Order {
    enum Kind: String, SQLConvertible, Sendable {
        case market, limit
    }

    enum Status: String, SQLConvertible {
        case open, filled, cancelled, replaced
    }

    let id: Int
    let clientID: Int
    let symbol: String
    let side: Side
    let kind: Kind
    let quantity: Int
    let limitPrice: Money?
    var status: Status
    var filledQuantity = 0
    /// At which it was executed.
    var price: Money?
    var replaces: Int?
    let createdAt: Timestamp
    var updatedAt: Timestamp

    var json: JSON {
        [
            "id": .integer(id), "client_id": .integer(clientID), "symbol": .string(symbol),
            "side": .string(side.rawValue), "type": .string(kind.rawValue), "quantity": .integer(quantity),
            "limit_price": .money(limitPrice), "status": .string(status.rawValue),
            "filled_quantity": .integer(filledQuantity), "price": .money(price), "replaces": .integer(replaces),
            "created_at": .timestamp(createdAt), "updated_at": .timestamp(updatedAt),
        ]
    }
}

extension Order {
    private static let columns = """
        id, client_id, symbol, side, type, quantity, limit_price, status, filled_quantity, price, replaces, created_at, \
        updated_at
        """

    private init(_ row: SQLRow) throws {
        id = try row[0]
        clientID = try row[1]
        symbol = try row[2]
        side = try row[3]
        kind = try row[4]
        quantity = try row[5]
        limitPrice = try row[6]
        status = try row[7]
        filledQuantity = try row[8]
        price = try row[9]
        replaces = try row[10]
        createdAt = try row[11]
        updatedAt = try row[12]
    }

    /// Throws `notFound` for an order that is not the client's.
    static func find(_ id: Int, of clientID: Int, _ db: SQLConnection) throws -> Order {
        guard let row = try db.row("SELECT \(columns) FROM orders WHERE id = ? AND client_id = ?", id, clientID) else {
            throw Problem.notFound
        }
        return try Order(row)
    }

    static func page(of clientID: Int, _ page: PageRequest<Int>, _ db: SQLConnection) throws -> [Order] {
        try db.rows(
            "SELECT \(columns) FROM orders WHERE client_id = ? AND id > ? ORDER BY id LIMIT ?", clientID,
            page.after ?? 0, page.limitAndOne
        ).map(Order.init)
    }

    func insert(_ change: Change) throws {
        try change.db.run(
            "INSERT INTO orders (\(Self.columns), version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)", id,
            clientID, symbol, side, kind, quantity, limitPrice, status, filledQuantity, price, replaces, createdAt,
            updatedAt)
        try change.record("order.created", "order", key: id)
    }

    /// Ends an open order; its reservation is somebody else's business.
    mutating func end(_ status: Status, _ change: Change) throws {
        self.status = status
        updatedAt = change.now
        try change.db.run(
            "UPDATE orders SET status = ?, updated_at = ?, version = version + 1 WHERE id = ?", status, updatedAt, id)
        try change.record("order.\(status.rawValue)", "order", key: id)
    }
}
