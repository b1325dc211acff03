import Contract
import Database

/// One row of the ledger: money and, for trades, shares that moved. Rows are only ever added.
struct Entry: Sendable {
    enum Kind: String, Sendable, SQLConvertible { case deposit, withdrawal, buy, sell }

    /// The shares that moved with the money.
    struct Trade: Sendable {
        let symbol: String
        /// What the holding changes by.
        let quantity: Int
        let orderID: Int
    }

    let id: Int
    let clientID: Int
    let kind: Kind
    /// What the balance changes by.
    let amount: Money
    let trade: Trade?
    let createdAt: Timestamp

    /// The row as the API shows it.
    var json: JSON {
        [
            "id": .integer(id), "client_id": .integer(clientID), "type": .string(kind.rawValue),
            "amount": .money(amount), "currency": .string(currency), "symbol": .text(trade?.symbol),
            "quantity": .integer(trade?.quantity), "order_id": .integer(trade?.orderID),
            "created_at": .timestamp(createdAt),
        ]
    }
}

/// The one currency of this version.
let currency = "USD"
