/// What a side of a feed says about itself at `GET /internal/feed`; other fields are not read.
package struct FeedPosition: Sendable, Hashable, Codable {
    /// The name under which the other side knows it.
    package var source: String
    /// Its last own event.
    package var position: Int
    /// By source, the last event taken in; a source is absent until its snapshot is complete.
    package var applied: [String: Int]

    package init(source: String, position: Int, applied: [String: Int]) {
        self.source = source
        self.position = position
        self.applied = applied
    }

    /// How many events of `other` this side has not applied.
    package func missing(of other: FeedPosition) -> Int {
        max(0, other.position - (applied[other.source] ?? 0))
    }

    /// Whether this side has applied everything that `other` had when it was asked.
    package func isLevel(with other: FeedPosition) -> Bool {
        applied[other.source].map { $0 >= other.position } ?? (other.position == 0)
    }
}

/// Why a side's position is not known.
package struct FeedProblem: Error, Sendable, Hashable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
