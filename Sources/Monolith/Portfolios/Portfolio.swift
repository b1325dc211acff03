import Contract
import Database

/// What a client has: derived from the ledger and the reservations, there from the start.
struct Portfolio {
    struct Holding {
        let symbol: String
        let quantity: Int
        let reserved: Int
    }

    let clientID: Int
    let balance: Money
    let reserved: Money
    let available: Money
    let holdings: [Holding]

    static func of(_ clientID: Int, _ db: SQLConnection) throws -> Portfolio {
        let (balance, reserved) = try cash(clientID, db)
        let holdings = try db.rows(
            "SELECT symbol, quantity, reserved FROM holdings WHERE client_id = ? AND quantity <> 0 ORDER BY symbol",
            clientID)
        return Portfolio(
            clientID: clientID, balance: balance, reserved: reserved, available: try balance.subtracting(reserved),
            holdings: try holdings.map { Holding(symbol: try $0[0], quantity: try $0[1], reserved: try $0[2]) })
    }

    /// The money that is neither spent nor reserved.
    static func availableFunds(_ clientID: Int, _ db: SQLConnection) throws -> Money {
        let (balance, reserved) = try cash(clientID, db)
        return try balance.subtracting(reserved)
    }

    /// The pieces that are neither sold nor reserved.
    static func availableQuantity(_ clientID: Int, _ symbol: String, _ db: SQLConnection) throws -> Int {
        try db.value(
            "SELECT quantity - reserved FROM holdings WHERE client_id = ? AND symbol = ?", clientID, symbol) ?? 0
    }

    private static func cash(_ clientID: Int, _ db: SQLConnection) throws -> (balance: Money, reserved: Money) {
        guard let row = try db.row("SELECT balance, reserved FROM cash WHERE client_id = ?", clientID) else {
            return (.zero, .zero)
        }
        return (try row[0], try row[1])
    }

    var json: JSON {
        [
            "id": .integer(clientID), "client_id": .integer(clientID), "currency": "USD", "balance": .money(balance),
            "reserved": .money(reserved), "available": .money(available),
            "holdings": .array(
                holdings.map { holding in
                    [
                        "symbol": .string(holding.symbol), "quantity": .integer(holding.quantity),
                        "reserved": .integer(holding.reserved),
                        "available": .integer(holding.quantity - holding.reserved),
                    ]
                }),
        ]
    }
}
