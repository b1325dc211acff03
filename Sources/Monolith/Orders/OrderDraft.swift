import Contract

/// What a client asks for, checked, and what it means at the prices of now.
struct OrderDraft {
    let symbol: String
    let side: Side
    let kind: Order.Kind
    let quantity: Int
    let limitPrice: Money?

    static let maximumPrice = Money(cents: 100_000_000)

    /// Of `POST /orders`.
    init(_ body: [UInt8]) throws {
        var fields = try Fields(parsing: body)
        let symbol = fields.string("symbol") { PriceTable.price(of: $0) == nil ? "is not traded" : nil }
        let side = fields.string("side") { Side(rawValue: $0) == nil ? "must be buy or sell" : nil }
        let kind = fields.string("type") { Order.Kind(rawValue: $0) == nil ? "must be market or limit" : nil }
            .flatMap(Order.Kind.init(rawValue:))
        let quantity = fields.quantity("quantity")
        var limitPrice: Money?
        switch kind {
        case .market where fields.hasValue("limit_price"):
            fields.refuse("limit_price", "must be absent for a market order")
        case .limit: limitPrice = fields.money("limit_price", upTo: Self.maximumPrice)
        case .market, nil: break
        }
        try fields.check()
        guard let symbol, let side = side.flatMap(Side.init(rawValue:)), let kind, let quantity else {
            throw Problem.internalError
        }
        self.symbol = symbol
        self.side = side
        self.kind = kind
        self.quantity = quantity
        self.limitPrice = limitPrice
    }

    /// Of `POST /orders/:id/replace`: the same trade with another quantity and limit.
    init(replacing old: Order, _ body: [UInt8]) throws {
        var fields = try Fields(parsing: body)
        let quantity = fields.quantity("quantity")
        let limitPrice = fields.money("limit_price", upTo: Self.maximumPrice)
        try fields.check()
        guard let quantity else { throw Problem.internalError }
        symbol = old.symbol
        side = old.side
        kind = old.kind
        self.quantity = quantity
        self.limitPrice = limitPrice
    }

    /// The price at which it executes now; nil when it has to wait.
    func executionPrice() throws -> Money? {
        guard let price = PriceTable.price(of: symbol) else { throw Problem.internalError }
        guard let limitPrice else { return price }
        return switch side {
        case .buy: limitPrice >= price ? price : nil
        case .sell: limitPrice <= price ? price : nil
        }
    }
}
