package import Routing

/// What the process knows about one instance.
package struct InstanceHealth: Sendable, Hashable {
    package enum State: String, Sendable, Hashable, CaseIterable {
        /// Takes requests.
        case healthy
        /// Takes requests again after an outage; one failure takes it out.
        case trial
        /// Its health path failed.
        case unhealthy
        /// Requests to it failed.
        case open
        /// It answered worse than it should, and rests for a while.
        case ejected

        package var takesRequests: Bool { self == .healthy || self == .trial }

        init(_ availability: Availability) {
            self =
                switch availability {
                case .available: .healthy
                case .trial: .trial
                case .unhealthy: .unhealthy
                case .open: .open
                case .ejected: .ejected
                }
        }
    }

    package let instance: Target.Instance
    /// The targets of the table in force that have this instance.
    package internal(set) var targets: [String] = []
    package internal(set) var state = State.healthy
    /// Why it is out of the rotation, in a few words; nil while it is in.
    package internal(set) var cause: String?
    /// What its last good probe complained about.
    package internal(set) var warning: String?
    /// What its last probe said of its build.
    package internal(set) var build: String?
    /// Since when it is in this state, in nanoseconds since 1970-01-01T00:00:00Z.
    package internal(set) var since: UInt64
    /// How often it was taken out since the start, and how often of these by an ejection.
    package internal(set) var outages: UInt64 = 0
    package internal(set) var ejections: UInt64 = 0

    init(instance: Target.Instance, since: UInt64) {
        self.instance = instance
        self.since = since
    }
}
