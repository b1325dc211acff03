/// Whether a service had not yet seen what the monolith told, by what both say in `Ficus-Position`.
///
/// The field names how far a side is in each feed, its own first: `monolith=1207, orders=41` from the monolith and
/// `orders=41, monolith=1200` from a service that lacks seven events of it. A number alone is a position in one feed
/// that both sides know.
struct Lag {
    private let own: (name: String, position: UInt64)?
    private let applied: UInt64?

    init(monolith: Observation, service: Observation) {
        own = monolith.position.flatMap { Self.positions($0)?.first }
        applied = own.flatMap { Self.position(of: $0.name, in: service) }
    }

    /// Whether the service was behind when it answered, and this later answer of it no longer is.
    func isOver(in later: Observation) -> Bool {
        guard let own, let applied, applied < own.position,
            let caughtUp = Self.position(of: own.name, in: later)
        else { return false }
        return caughtUp >= own.position
    }

    /// Whether the service was behind when it answered.
    var wasBehind: Bool {
        guard let own, let applied else { return false }
        return applied < own.position
    }

    private static func position(of name: String, in answer: Observation) -> UInt64? {
        answer.position.flatMap(positions)?.first { $0.name == name }?.position
    }

    /// nil for what is no position; nothing a side sends may count as one by accident.
    private static func positions(_ text: String) -> [(name: String, position: UInt64)]? {
        var positions: [(String, UInt64)] = []
        for part in text.split(separator: ",") {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = sides.count == 2 ? sides[0].filter { $0 != " " } : ""
            guard let last = sides.last, let position = UInt64(last.filter { $0 != " " }) else { return nil }
            positions.append((name, position))
        }
        return positions.isEmpty ? nil : positions
    }
}
