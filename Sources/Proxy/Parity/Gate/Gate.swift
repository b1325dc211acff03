/// The condition on evidence that a forward flip must meet.
package struct Gate: Sendable, Hashable, Codable {
    /// The mismatch rate to rule out, such as 0.001.
    package var mismatch: Double
    /// How sure to be of it, such as 0.95.
    package var confidence: Double
    /// Of the sampled exchanges, the least share that was compared, in 0...1.
    package var comparedShare: Double
    /// The least number of compared exchanges, whatever the test says.
    package var minimumCompared: UInt64
    /// How much slower the service's p99 may be, such as 0.2; nil asks nothing.
    package var p99Increase: Double?
    /// The least numbers of different clients, sessions and clock hours; nil asks nothing.
    package var clients: UInt64?
    package var sessions: UInt64?
    package var hours: UInt64?

    package init(
        mismatch: Double, confidence: Double, comparedShare: Double, minimumCompared: UInt64 = 0,
        p99Increase: Double? = nil, clients: UInt64? = nil, sessions: UInt64? = nil, hours: UInt64? = nil
    ) {
        self.mismatch = mismatch
        self.confidence = confidence
        self.comparedShare = comparedShare
        self.minimumCompared = minimumCompared
        self.p99Increase = p99Increase
        self.clients = clients
        self.sessions = sessions
        self.hours = hours
    }
}
