import Contract
import Database

/// What an order holds of its client's funds or shares; an order has at most one.
struct Reservation: Sendable {
    enum Side: String, Sendable, SQLConvertible { case buy, sell }

    enum Status: String, Sendable, SQLConvertible { case active, settled, released }

    /// What makes a repeated request the same request.
    struct Terms: Sendable, Equatable {
        let clientID: Int
        let side: Side
        let symbol: String
        let quantity: Int
        /// What a purchase holds back; zero for a sale.
        let amount: Money
        /// What the execution moves in money, as a positive amount, when the order executes at once.
        let settlement: Money?
    }

    let orderID: Int
    let terms: Terms
    var status: Status
    /// Raised by each change, so that the newer of two copies is known.
    var version: Int
    let createdAt: Timestamp
    var updatedAt: Timestamp

    /// What the caller is told.
    var answer: JSON {
        ["order_id": .integer(orderID), "status": .string(status.rawValue)]
    }
}
