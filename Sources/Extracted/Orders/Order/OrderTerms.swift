import Contract
import Database

/// What a client asks for: everything about an order but its fate.
struct OrderTerms: Sendable, Equatable {
    enum Side: String, Sendable, SQLConvertible { case buy, sell }

    enum Kind: String, Sendable, SQLConvertible { case market, limit }

    let symbol: String
    let side: Side
    let kind: Kind
    let quantity: Int
    /// Nil for a market order.
    let limitPrice: Money?
}

extension OrderTerms {
    /// The price at which the order executes at once; nil when it stays open.
    func executionPrice() throws -> Money? {
        guard let price = PriceTable.price(of: symbol) else { throw Problem.validation("symbol", "is not traded") }
        guard let limitPrice else { return price }
        let allows = side == .buy ? limitPrice >= price : limitPrice <= price
        return allows ? price : nil
    }

    /// What a purchase must be covered for; a sale needs no funds.
    func requiredFunds() throws -> Money {
        guard side == .buy, let price = limitPrice ?? PriceTable.price(of: symbol) else { return .zero }
        return try price.times(quantity)
    }

    /// What the execution moves in money; nil when the order stays open.
    func settlement() throws -> Money? {
        try executionPrice()?.times(quantity)
    }
}
