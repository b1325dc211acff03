/// Something that can answer: the monolith or a service (glossary: *target*).
package struct Target: Hashable, Sendable {
    /// The name in the table; `monolith` always exists.
    package let name: String
    /// Where it listens, each place once; never empty.
    package let members: [Member]
    /// How requests are spread over the members.
    package var balance = Balance.roundRobin
    /// The active probe; nil: none.
    package var health: HealthCheck?
    /// When failed requests take an instance out; nil: never.
    package var breaker: BreakerPolicy? = BreakerPolicy()
    /// When an instance that answers worse than it should is taken out; nil: never.
    package var outliers: OutlierPolicy?
    /// Below this share of healthy instances all are used, healthy or not; nothing is below zero.
    package var panic = Share.zero
    /// How long an instance that is back, or new, takes to reach its full share.
    package var slowStart: Duration?
    package var retry = RetryPolicy()
    package var limits = Limits()
    /// How often the names among the members are looked up.
    package var lookupInterval = Duration.seconds(5)

    package init(name: String, members: [Member]) {
        self.name = name
        self.members = members
    }

    package var instances: [Instance] { members.map(\.instance) }

    /// The path a health probe asks for; nil: no active probing.
    package var healthPath: String? { health?.path }

    /// An instance with its share of the requests.
    package struct Member: Hashable, Sendable {
        package let instance: Instance
        /// Compared with the weights of the others; 1 without one.
        package let weight: Int

        package init(_ instance: Instance, weight: Int = 1) {
            self.instance = instance
            self.weight = weight
        }
    }

    /// What one target may cost this process, all workers together.
    package struct Limits: Hashable, Sendable {
        /// Connections to each instance.
        package var connections = 256
        /// Requests that wait for one of them.
        package var queue = 1_024
        /// How long each of these waits.
        package var queueTimeout = Duration.seconds(1)

        package init() {}
    }
}

/// A position in `RouteTable.targets`.
package struct TargetIndex: Hashable, Sendable {
    package let value: Int32

    package init(_ value: Int) { self.value = Int32(truncatingIfNeeded: value) }
}

/// A position in `RouteTable.routes`.
package struct RouteIndex: Hashable, Sendable {
    package let value: Int32

    package init(_ value: Int) { self.value = Int32(truncatingIfNeeded: value) }
}
