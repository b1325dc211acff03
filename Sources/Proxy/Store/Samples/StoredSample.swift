package import Foundation
package import Parity

/// One exchange that is kept to be judged again under other rules: a line of a recording, redacted.
package struct StoredSample: Sendable, Hashable {
    package var route: String
    /// Where it is kept; whatever was there before gives way.
    package var slot: Int
    package var time: Date
    /// The group of differences that it is kept for; nil for one whose sides agree.
    package var group: DifferenceGroup.Key?
    /// The service's build that answered, if it said.
    package var build: String?
    package var line: [UInt8]

    package init(
        route: String, slot: Int, time: Date, group: DifferenceGroup.Key? = nil, build: String? = nil, line: [UInt8]
    ) {
        self.route = route
        self.slot = slot
        self.time = time
        self.group = group
        self.build = build
        self.line = line
    }
}
