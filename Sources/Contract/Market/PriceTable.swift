/// The prices at which orders execute (docs/brokerx.md, section 4). They do not move in this version.
package enum PriceTable {
    package struct Quote: Hashable, Sendable {
        package let symbol: String
        package let price: Money
    }

    /// By symbol.
    package static let quotes: [Quote] = [
        ("AAPL", 18750), ("AMZN", 17535), ("BRKX", 1000), ("GOOG", 14180), ("IBM", 16890), ("META", 48520),
        ("MSFT", 40225), ("NFLX", 61205), ("NVDA", 87540), ("TSLA", 24310),
    ].map { Quote(symbol: $0, price: Money(cents: $1)) }

    private static let prices = Dictionary(uniqueKeysWithValues: quotes.map { ($0.symbol, $0.price) })

    /// Nil for what is not traded.
    package static func price(of symbol: String) -> Money? {
        prices[symbol]
    }
}
