/// How far from the monolith's own times a time may lie.
struct Nearness {
    private let low: Double
    private let high: Double
    private let slack: Double

    /// Both sides answer one request: a minute apart is their clocks, an hour is a time zone.
    private static let clock = 60.0
    /// Values that are further apart are no moments of one exchange.
    static let exchange = 172_800.0
    /// Between values that are moments of this exchange, never more than this.
    private static let most = 600.0

    /// - Parameter seconds: of one place; at least one.
    init(_ seconds: [Double]) {
        low = seconds.min() ?? 0
        high = seconds.max() ?? 0
        let spread = high - low
        slack = max(Self.clock, min(10 * spread, Self.most), 2 * spread)
    }

    /// Whether the monolith's own times are moments of one exchange.
    var isOfExchange: Bool { high - low <= Self.exchange }

    func covers(_ seconds: Double) -> Bool {
        seconds >= low - slack && seconds <= high + slack
    }
}

/// The unit in which a number counts the time since 1970, told by its size: every number between 2001 and 2096 in one
/// unit is none in another.
enum EpochUnit {
    case seconds, milliseconds, microseconds, nanoseconds

    init?(_ value: Double) {
        switch value {
        case 1e9..<4e9: self = .seconds
        case 1e12..<4e12: self = .milliseconds
        case 1e15..<4e15: self = .microseconds
        case 1e18..<4e18: self = .nanoseconds
        default: return nil
        }
    }

    var perSecond: Double {
        switch self {
        case .seconds: 1
        case .milliseconds: 1e3
        case .microseconds: 1e6
        case .nanoseconds: 1e9
        }
    }
}
