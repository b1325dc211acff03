/// A column of the live table.
enum WatchColumn: CaseIterable {
    case route, state, rate, compared, differ, bound, gate, recall, noise, trend

    /// Those for which there is room, in their order; what tells least goes first.
    static func fitting(_ width: Int) -> [WatchColumn] {
        var columns = allCases.filter { $0 != .trend || width >= 124 }
        for least in [WatchColumn.noise, .recall, .rate, .state, .compared, .bound, .gate, .differ] {
            if used(columns, width) + leastRoute <= width { break }
            columns.removeAll { $0 == least }
        }
        return columns
    }

    /// What is left for the routes' names.
    static func routeWidth(_ width: Int, _ columns: [WatchColumn], longest: Int) -> Int {
        max(4, min(width - used(columns, width), max(longest + 2, 12)))
    }

    /// A sign, a space, and a name that can still be told from others.
    private static let leastRoute = 16

    /// Columns of a terminal that all but the names take, with the spaces between.
    private static func used(_ columns: [WatchColumn], _ width: Int) -> Int {
        columns.reduce(0) { $0 + ($1 == .route ? 0 : $1.width(width) + 1) }
    }

    /// The bar of a gate is there where there is room for it.
    static func hasBar(_ width: Int) -> Bool { width >= 104 }

    func width(_ terminal: Int) -> Int {
        switch self {
        case .route: 0
        case .state: 10
        case .rate: 5
        case .compared: 8
        case .differ, .bound: 6
        case .gate: Self.hasBar(terminal) ? 31 : 10
        case .recall: 6
        case .noise: 5
        case .trend: 20
        }
    }

    /// Numbers stand to the right.
    var isNumber: Bool {
        switch self {
        case .route, .state, .trend, .gate: false
        case .rate, .compared, .differ, .bound, .recall, .noise: true
        }
    }

    /// The name over a column, where its cells stand.
    func title(_ routeWidth: Int, _ terminal: Int) -> String {
        TextColumns.fitted(name, self == .route ? routeWidth : width(terminal), toTheRight: isNumber)
    }

    private var name: String {
        switch self {
        case .route: "  route"
        case .state: "state"
        case .rate: "/s"
        case .compared: "compared"
        case .differ: "differ"
        case .bound: "bound"
        case .gate: "gate"
        case .recall: "recall"
        case .noise: "noise"
        case .trend: "trend"
        }
    }
}
