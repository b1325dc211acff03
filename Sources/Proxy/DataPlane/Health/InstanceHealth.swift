package import Routing

/// What the process knows about one instance.
package struct InstanceHealth: Sendable, Hashable {
    package enum State: String, Sendable, Hashable {
        /// Takes requests.
        case healthy
        /// Takes requests again after an outage; one failure takes it out.
        case trial
        /// Its health path failed.
        case unhealthy
        /// Requests to it failed.
        case open
    }

    package let instance: Target.Instance
    /// The targets of the table in force that have this instance.
    package internal(set) var targets: [String]
    package internal(set) var state: State
    /// Why it is out of the rotation, in a few words; nil while it is in.
    package internal(set) var cause: String?
    /// Since when it is in this state, in nanoseconds since 1970-01-01T00:00:00Z.
    package internal(set) var since: UInt64
    /// How often it was taken out since the start.
    package internal(set) var outages: UInt64
}
