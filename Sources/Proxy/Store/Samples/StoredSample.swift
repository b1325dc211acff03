package import Foundation

/// One exchange that is kept to be judged again under other rules: a line of a recording, redacted.
package struct StoredSample: Sendable, Hashable {
    package var route: String
    /// Where it is kept; whatever was there before gives way.
    package var slot: Int
    package var time: Date
    package var line: [UInt8]

    package init(route: String, slot: Int, time: Date, line: [UInt8]) {
        self.route = route
        self.slot = slot
        self.time = time
        self.line = line
    }
}
