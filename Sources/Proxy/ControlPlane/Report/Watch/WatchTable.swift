import Foundation

/// What `ficus parity watch` shows: a line for each route, those first that need somebody.
package struct WatchTable: Sendable {
    private var parity: AdminParity?
    /// What was compared of each route at the last answers, oldest first.
    private var before: [(time: Date, compared: [String: UInt64])] = []
    /// Compared exchanges a second of late, by route.
    private var rates: [String: Double] = [:]

    /// Rates are those of so many seconds: of two answers alone they would leap.
    private static let window: TimeInterval = 10

    package init() {}

    /// Takes the next answer of the proxy.
    package mutating func take(_ next: AdminParity) {
        let recent = before.drop { next.generated.timeIntervalSince($0.time) > Self.window }
        before = recent.isEmpty ? before.suffix(1) : Array(recent)
        rates = [:]
        for route in next.routes {
            // After another epoch has begun there are fewer, and nothing to tell a rate from.
            if let first = before.first, next.generated > first.time, let then = first.compared[route.id],
                route.counts.compared >= then
            {
                rates[route.id] =
                    Double(route.counts.compared - then) / next.generated.timeIntervalSince(first.time)
            } else if let pace = route.pace {
                rates[route.id] = pace
            }
        }
        before.append((next.generated, Dictionary(next.routes.map { ($0.id, $0.counts.compared) }) { $1 }))
        parity = next
    }

    /// A screen of at most so many lines of at most so many columns.
    ///
    /// - Parameters:
    ///   - height: nil: all routes, however many.
    ///   - note: what is wrong, and stands in the second line until it is not.
    package func screen(width: Int, height: Int?, inColor: Bool, note: String? = nil) -> [String] {
        let style = TextStyle(isColored: inColor)
        guard let parity else { return [TextColumns.shortened(note ?? "waiting for the proxy", width)] }
        var head = StyledText("Parity", .bold)
        head += StyledText("  \(Self.clock(parity.generated))  route table revision \(parity.revision)", .dim)
        let word = note.map { StyledText($0, .bad) } ?? StyledText(parity.headline)
        let columns = WatchColumn.fitting(width)
        let rows = parity.movable.map { WatchRow($0, rate: rates[$0.id], width: width) }
        let lines = [head.shortened(width), word.shortened(width), ""].map { $0.line(style) }
        let room = height.map { max(1, $0 - lines.count - 1) } ?? rows.count
        let shown = rows.count > room ? rows.prefix(max(1, room - 1)) : rows[...]
        let routeWidth = WatchColumn.routeWidth(
            width, columns, longest: shown.map { TextColumns.count($0.id) }.max() ?? 0)
        let title = columns.map { $0.title(routeWidth, width) }.joined(separator: " ")
        var table = [StyledText(title, .dim)] + shown.map { $0.line(columns, routeWidth) }
        if shown.count < rows.count {
            table.append(StyledText("and \(rows.count - shown.count) more routes (--route names those to show)", .dim))
        }
        let all = lines + table.map { $0.shortened(width).trimmed.line(style) }
        return height.map { Array(all.prefix(max(1, $0))) } ?? all
    }

    /// A line for each route, for a log or a program: `name=value` pairs after the time and the route.
    package var lines: [String] {
        guard let parity else { return [] }
        let time = parity.generated.formatted(AdminJSON.timestamp)
        return parity.movable.map { "\(time) \(WatchRow($0, rate: rates[$0.id], width: 0).pairs)" }
    }

    private static func clock(_ time: Date) -> String {
        time.formatted(.iso8601).prefix(19).replacing("T", with: " ") + " UTC"
    }
}
