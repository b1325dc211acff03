package import Foundation

/// Which revision of the route table is served, and where it came from.
package struct RevisionInForce: Sendable, Hashable {
    package enum Source: Sendable, Hashable {
        case folder(String)
        /// The folder was broken at the start; this is the last good revision, with the reason.
        case store(problem: String)
    }

    package var number: Int
    package var hash: String
    package var loaded: Date
    package var source: Source

    package init(number: Int, hash: String, loaded: Date, source: Source) {
        self.number = number
        self.hash = hash
        self.loaded = loaded
        self.source = source
    }
}
