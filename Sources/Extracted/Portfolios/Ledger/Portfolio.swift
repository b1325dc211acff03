import Contract

/// What a client has, derived from the ledger and the active reservations.
struct Portfolio: Sendable {
    let clientID: Int
    let funds: Funds
    /// By symbol; none with quantity 0.
    let holdings: [Holding]

    /// Its id is its client's id.
    var json: JSON {
        [
            "id": .integer(clientID), "client_id": .integer(clientID), "currency": .string(currency),
            "balance": .money(funds.balance), "reserved": .money(funds.reserved),
            "available": .money(funds.available), "holdings": .array(holdings.map(\.json)),
        ]
    }
}

struct Funds: Sendable {
    let balance: Money
    let reserved: Money
    let available: Money

    init(balance: Money, reserved: Money) throws {
        self.balance = balance
        self.reserved = reserved
        available = try balance.subtracting(reserved)
    }
}

struct Holding: Sendable {
    let symbol: String
    let quantity: Int
    let reserved: Int

    var available: Int { quantity - reserved }

    var json: JSON {
        [
            "symbol": .string(symbol), "quantity": .integer(quantity), "reserved": .integer(reserved),
            "available": .integer(available),
        ]
    }
}
