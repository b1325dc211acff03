import TestSupport

/// The programs of a running system.
enum Program: String, CaseIterable, Sendable {
    case monolith, clients, portfolios, orders
    case secondOrders = "orders-2"
    case ficus

    /// Everything but the proxy.
    static let brokerX: [Program] = [.monolith, .clients, .portfolios, .orders, .secondOrders]

    var executable: String {
        switch self {
        case .ficus: BuildFolder.executable("ficus")
        case .secondOrders: BuildFolder.executable("brokerx-orders")
        default: BuildFolder.executable("brokerx-\(rawValue)")
        }
    }

    /// The name of its database and its source in the feed.
    var service: String { self == .secondOrders ? "orders" : rawValue }

    var readiness: String { self == .ficus ? "/health" : "/health/ready" }
}
