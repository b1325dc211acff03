import Foundation

/// Verdicts of the last quarter of an hour in stretches of ten seconds; the store keeps the minutes of a day.
struct TrendRing: Sendable {
    static let stretch: TimeInterval = 10
    static let limit = 90

    /// Oldest first; stretches in which nothing was compared are not there.
    private(set) var points: [AdminTrendPoint] = []

    mutating func add(compared: UInt64, mismatches: UInt64, at time: Date) {
        let start = Date(
            timeIntervalSince1970: (time.timeIntervalSince1970 / Self.stretch).rounded(.down) * Self.stretch)
        // Exchanges end in another order than they began: a late one counts where it belongs.
        if let place = points.lastIndex(where: { $0.start <= start }), points[place].start == start {
            points[place].compared += compared
            points[place].mismatches += mismatches
        } else {
            let place = points.firstIndex { $0.start > start } ?? points.endIndex
            points.insert(AdminTrendPoint(start: start, compared: compared, mismatches: mismatches), at: place)
        }
        if points.count > Self.limit { points.removeFirst(points.count - Self.limit) }
    }

    /// Compared exchanges a second over what is kept; nil when there is nothing.
    func pace(at now: Date) -> Double? {
        guard let first = points.first else { return nil }
        let compared = points.reduce(0) { $0 + $1.compared }
        let span = max(Self.stretch, now.timeIntervalSince(first.start))
        return compared == 0 ? nil : Double(compared) / span
    }
}
