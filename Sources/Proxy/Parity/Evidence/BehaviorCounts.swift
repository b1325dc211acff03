/// How much of each kind of behaviour was seen and compared. Bounded: in each dimension, kinds beyond the limit share one
/// entry.
package struct BehaviorCounts: Sendable, Equatable, Codable {
    /// At most this many kinds are told apart in one dimension of one route: more of answers than of the rest.
    package static func limit(of dimension: BehaviorKind.Dimension) -> Int { dimension == .answer ? 48 : 24 }

    package private(set) var counts: [BehaviorKind: BehaviorCount] = [:]

    package init() {}

    package mutating func add(_ kind: BehaviorKind, _ count: BehaviorCount) {
        counts[entry(for: kind), default: BehaviorCount()].merge(count)
    }

    /// Adds an exchange; `example` is asked for where the kind has none yet.
    mutating func add(_ kind: BehaviorKind, _ count: BehaviorCount, example: () -> String?) {
        let entry = entry(for: kind)
        var count = count
        if counts[entry]?.example == nil { count.example = example() }
        counts[entry, default: BehaviorCount()].merge(count)
    }

    package mutating func merge(_ other: BehaviorCounts) {
        for (kind, count) in other.counts.sorted(by: { $0.key.description < $1.key.description }) {
            add(kind, count)
        }
    }

    /// The kind itself, or the one that those beyond the limit share.
    private func entry(for kind: BehaviorKind) -> BehaviorKind {
        hasRoom(for: kind) ? kind : .other(kind.dimension)
    }

    private func hasRoom(for kind: BehaviorKind) -> Bool {
        if counts[kind] != nil { return true }
        let dimension = kind.dimension
        let limit = Self.limit(of: dimension)
        return counts.count < limit || counts.keys.count { $0.dimension == dimension } < limit
    }

    /// How many exchanges have a kind.
    package var seen: UInt64 { counts.reduce(0) { $1.key.dimension == .answer ? $0 + $1.value.seen : $0 } }
}

/// Counters of one kind of behaviour.
package struct BehaviorCount: Sendable, Hashable, Codable {
    /// Answers of the monolith of this kind.
    package var seen: UInt64
    /// Those with a verdict about agreement.
    package var compared: UInt64
    /// Those that the service got wrong.
    package var mismatched: UInt64
    /// The first request of the kind, redacted.
    package var example: String?

    package init(seen: UInt64 = 0, compared: UInt64 = 0, mismatched: UInt64 = 0, example: String? = nil) {
        self.example = example
        self.seen = seen
        self.compared = compared
        self.mismatched = mismatched
    }

    package mutating func merge(_ other: BehaviorCount) {
        seen += other.seen
        compared += other.compared
        mismatched += other.mismatched
        example = example ?? other.example
    }
}
