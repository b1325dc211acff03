/// How much of each kind of behaviour was seen and compared. Bounded: kinds beyond the limit share one entry.
package struct BehaviorCounts: Sendable, Equatable, Codable {
    /// At most this many kinds are told apart for one route.
    package static let limit = 48

    package private(set) var counts: [BehaviorKind: BehaviorCount] = [:]

    package init() {}

    package mutating func add(_ kind: BehaviorKind, _ count: BehaviorCount) {
        let key = counts[kind] != nil || counts.count < Self.limit ? kind : .other
        counts[key, default: BehaviorCount()].merge(count)
    }

    package mutating func merge(_ other: BehaviorCounts) {
        for (kind, count) in other.counts.sorted(by: { $0.key.description < $1.key.description }) {
            add(kind, count)
        }
    }

    /// How many exchanges have a kind.
    package var seen: UInt64 { counts.values.reduce(0) { $0 + $1.seen } }
}

/// Counters of one kind of behaviour.
package struct BehaviorCount: Sendable, Hashable, Codable {
    /// Answers of the monolith of this kind.
    package var seen: UInt64
    /// Those with a verdict about agreement.
    package var compared: UInt64
    /// Those that the service got wrong.
    package var mismatched: UInt64

    package init(seen: UInt64 = 0, compared: UInt64 = 0, mismatched: UInt64 = 0) {
        self.seen = seen
        self.compared = compared
        self.mismatched = mismatched
    }

    package mutating func merge(_ other: BehaviorCount) {
        seen += other.seen
        compared += other.compared
        mismatched += other.mismatched
    }
}
