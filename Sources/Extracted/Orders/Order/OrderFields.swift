import Contract

// Reading orders off the wire (docs/brokerx.md, section 4).
extension OrderTerms {
    private static let highestPrice = Money(cents: 1_000_000_00)

    /// The body of `POST /orders`.
    init(_ fields: Fields) throws {
        var fields = fields
        let symbol = fields.string("symbol") { PriceTable.price(of: $0) == nil ? "is not traded" : nil }
        let side = fields.string("side") { Side(rawValue: $0) == nil ? "must be buy or sell" : nil }
        let kind = fields.string("type") { Kind(rawValue: $0) == nil ? "must be market or limit" : nil }
            .flatMap(Kind.init)
        let quantity = fields.quantity("quantity")
        var limitPrice: Money?
        switch kind {
        case .market:
            if fields.hasValue("limit_price") { fields.refuse("limit_price", "must be absent for a market order") }
        case .limit: limitPrice = fields.money("limit_price", upTo: Self.highestPrice)
        case nil: break
        }
        try fields.check()
        guard let symbol, let side = side.flatMap(Side.init), let kind, let quantity else {
            throw Problem.malformedJSON
        }
        self.init(symbol: symbol, side: side, kind: kind, quantity: quantity, limitPrice: limitPrice)
    }

    /// The body of `POST /orders/:id/replace`: other terms for the same symbol and side.
    func replaced(by fields: Fields) throws -> OrderTerms {
        var fields = fields
        let quantity = fields.quantity("quantity")
        let limitPrice = fields.money("limit_price", upTo: Self.highestPrice)
        try fields.check()
        guard let quantity else { throw Problem.malformedJSON }
        return OrderTerms(symbol: symbol, side: side, kind: kind, quantity: quantity, limitPrice: limitPrice)
    }
}
