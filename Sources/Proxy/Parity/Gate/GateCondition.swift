/// One thing that a gate asks, and how it stands: together they are the gate's answer.
package struct GateCondition: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Hashable, Codable {
        /// The mismatch rate that is ruled out.
        case mismatch
        case minimumCompared = "minimum_compared"
        case comparedShare = "compared_share"
        case clients, sessions, hours
        /// The share of exchanges whose kind of behaviour was compared often enough.
        case coverage
        /// The share of exchanges that could not be judged.
        case unknowns
        /// How much slower the service's p99 is.
        case latency
        /// One build of each side.
        case builds
        /// What the comparator finds of planted faults.
        case recall
    }

    package var kind: Kind
    package var asked: Double
    package var has: Double
    /// Between what and what `has` lies, where it is an estimate.
    package var low: Double?
    package var high: Double?
    package var isMet: Bool

    package init(
        _ kind: Kind, asked: Double, has: Double, isMet: Bool, interval: ClosedRange<Double>? = nil
    ) {
        self.kind = kind
        self.asked = asked
        self.has = has
        self.isMet = isMet
        low = interval?.lowerBound
        high = interval?.upperBound
    }
}
