package import Foundation
package import Routing

/// One accepted version of the route table folder: the whole text, so that it can be served again.
package struct Revision: Sendable, Hashable {
    /// Counts from 1.
    package var number: Int
    package var time: Date
    package var who: String
    /// SHA-256 over names and texts, as hex.
    package var hash: String
    /// In the order of their names.
    package var files: [SourceFile]

    package init(number: Int, time: Date, who: String, hash: String, files: [SourceFile]) {
        self.number = number
        self.time = time
        self.who = who
        self.hash = hash
        self.files = files
    }
}
