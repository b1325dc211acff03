package import Parity

/// What is known of a route's noise.
package struct AdminNoise: Codable, Sendable, Equatable {
    /// Exchanges of `noise` by why they are: `volatile`, `lag`, `fresh`.
    package var kinds: [Judgement.Noise: UInt64]
    /// Of a uniform sample, how many were asked twice, and in how many the monolith disagreed with itself.
    package var sampled: UInt64
    package var disagreed: UInt64
    /// The rate of all exchanges with its 95 % interval; nil before the first of the sample.
    package var rate: Double?
    package var low: Double?
    package var high: Double?

    package init(_ evidence: Evidence) {
        let sample = evidence.noiseSample
        kinds = evidence.noiseKinds
        sampled = sample.asked
        disagreed = sample.disagreed
        rate = sample.rate
        low = rate.map { _ in sample.interval.lowerBound }
        high = rate.map { _ in sample.interval.upperBound }
    }
}

/// How many different clients, sessions and clock hours the compared exchanges came from; estimates beyond 256.
package struct AdminAudience: Codable, Sendable, Equatable {
    package var clients: UInt64
    package var sessions: UInt64
    package var hours: UInt64

    package init(_ evidence: Evidence) {
        clients = evidence.audience.clients.count
        sessions = evidence.audience.sessions.count
        hours = evidence.audience.hours.count
    }
}
