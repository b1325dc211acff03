package import Parity
package import Routing

/// What all workers have counted since the start, by names that outlive a table.
package struct Counters: Sendable {
    /// Answers to clients by what produced them.
    package struct RequestKey: Hashable, Sendable {
        /// Empty when no route matched.
        package let route: String
        /// Empty when Ficus answered.
        package let target: String
        /// nil for requests refused before a decision.
        package let reason: Decision.Reason?
        /// 1...5 for 1xx...5xx; 0 when the client left before it got one.
        package let statusClass: UInt8
    }

    package struct FallbackKey: Hashable, Sendable {
        package let route: String
        package let failure: Failure
    }

    package struct ShadowKey: Hashable, Sendable {
        package let route: String
        package let outcome: ShadowOutcome
    }

    package internal(set) var requests: [RequestKey: UInt64] = [:]
    /// Time to the end of the answer, by route.
    package internal(set) var durations: [String: DurationHistogram] = [:]
    package internal(set) var fallbacks: [FallbackKey: UInt64] = [:]
    package internal(set) var shadows: [ShadowKey: UInt64] = [:]
    /// Clients that were turned away, and exchanges that ended for somebody's slowness.
    package internal(set) var refusals: [Refusal: UInt64] = [:]
    /// How often accepting had to stop for want of descriptors.
    package internal(set) var acceptPauses: UInt64 = 0
    /// Requests sent again to another instance.
    package internal(set) var retries: UInt64 = 0
    /// Failed requests for which the budget of their target had no retry left.
    package internal(set) var retriesDenied: UInt64 = 0
    /// Requests that wait because all connections of an instance are busy, now.
    package internal(set) var requestsWaiting = 0
    package internal(set) var acceptedConnections: UInt64 = 0
    package internal(set) var openConnections: Int = 0
    package internal(set) var openTargetConnections: Int = 0
    package internal(set) var exchangesInFlight: Int = 0
    package internal(set) var shadowsInFlight: Int = 0
    /// Bytes that copies and captured answers hold now.
    package internal(set) var shadowBytes: Int = 0
    /// Elements that a full queue refused.
    package internal(set) var droppedRecords: UInt64 = 0
    package internal(set) var droppedPairs: UInt64 = 0
}
