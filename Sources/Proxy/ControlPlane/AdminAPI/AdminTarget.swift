import DataPlane
import Routing

/// `GET /targets`: one target with its instances.
package struct AdminTarget: Codable, Sendable, Equatable {
    /// One place where it listens: of a name, each of its addresses.
    package struct Instance: Codable, Sendable, Equatable {
        package var address: String
        /// `healthy`, `trial`, `unhealthy`, `open` (its circuit breaker) or `ejected` (an outlier).
        package var state: String
        package var takesRequests: Bool
        /// Why it is out of the rotation, or what its probe complains about, or nil.
        package var reason: String?
        /// How often it was taken out since the start, and how often of these as an outlier.
        package var outages: UInt64
        package var ejections: UInt64?
        /// What its probe says of its build.
        package var build: String?

        package init(address: String, state: String, takesRequests: Bool, reason: String?, outages: UInt64) {
            self.address = address
            self.state = state
            self.takesRequests = takesRequests
            self.reason = reason
            self.outages = outages
        }
    }

    package var name: String
    package var healthPath: String?
    /// How an instance is chosen.
    package var balance: String?
    package var instances: [Instance]

    package init(name: String, healthPath: String?, balance: String? = nil, instances: [Instance]) {
        self.name = name
        self.healthPath = healthPath
        self.balance = balance
        self.instances = instances
    }
}

extension AdminTarget.Instance {
    init(_ health: InstanceHealth) {
        self.init(
            address: health.instance.description, state: health.state.rawValue,
            takesRequests: health.state.takesRequests, reason: health.cause ?? health.warning, outages: health.outages)
        ejections = health.ejections
        build = health.build
    }
}
