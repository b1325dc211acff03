/// Where ids have one meaning: one domain, such as `order`, between the monolith and one service.
package struct IdentitySpace: Hashable, Sendable {
    /// The name of the service's target.
    package let service: String
    package let domain: String

    package init(service: String, domain: String) {
        self.service = service
        self.domain = domain
    }
}

/// One thing as the two sides name it, and who says so.
package struct IdentityPair: Hashable, Sendable {
    /// The longest id that is learned, in bytes.
    package static let longest = 256

    /// What an id says: a string without its quotes, a number as written.
    package let monolith: [UInt8]
    package let service: [UInt8]
    /// Whether a side writes it as a number in JSON.
    package let isMonolithNumber: Bool
    package let isServiceNumber: Bool
    /// The id of the request whose answers showed it.
    package let witness: String
    /// When that exchange began, in seconds since 1970.
    package let time: Double

    package init(
        monolith: [UInt8], service: [UInt8], isMonolithNumber: Bool = false, isServiceNumber: Bool = false,
        witness: String, time: Double
    ) {
        self.monolith = monolith
        self.service = service
        self.isMonolithNumber = isMonolithNumber
        self.isServiceNumber = isServiceNumber
        self.witness = witness
        self.time = time
    }

    /// Both sides use the same text.
    package var isSame: Bool { monolith == service }
}

/// What to make of the ids of a domain about which nothing is known yet.
package enum IdentityAssumption: String, Hashable, Sendable, CaseIterable {
    /// They are equal, until a pair of answers has shown otherwise.
    case learned
    /// They are equal, and what differs is a mismatch.
    case same
    /// They differ, and what is not learned cannot be translated.
    case differ
}
