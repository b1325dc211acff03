/// The groups and single routes of `RouteTables/brokerx` that flip.
enum Units {
    static let clients = "clients"
    static let portfolios = "portfolios"
    static let orders = "orders"
    static let marketData = "orders.market_data"
    static let all = [clients, portfolios, orders, marketData]
}
