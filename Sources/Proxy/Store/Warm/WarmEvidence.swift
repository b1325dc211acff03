package import Foundation

/// What a replay has shown of one route: kept beside the evidence of traffic, which no gate reads it for.
package struct WarmEvidence: Sendable, Codable, Equatable {
    /// Where it comes from, such as the name of a CI job; a later replay of the name takes its place.
    package var source: String
    package var route: String
    package var time: Date
    package var who: String
    package var match: Int
    package var noise: Int
    package var mismatch: Int
    package var unknown: Int
    /// Groups of differences in words, most frequent first, at most ``groupLimit``.
    package var groups: [String]

    package static let groupLimit = 20

    package init(
        source: String, route: String, time: Date, who: String, match: Int, noise: Int, mismatch: Int, unknown: Int,
        groups: [String]
    ) {
        self.source = source
        self.route = route
        self.time = time
        self.who = who
        self.match = match
        self.noise = noise
        self.mismatch = mismatch
        self.unknown = unknown
        self.groups = Array(groups.prefix(Self.groupLimit))
    }
}
