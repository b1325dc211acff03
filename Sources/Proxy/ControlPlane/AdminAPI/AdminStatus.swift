package import Foundation
package import Routing

/// `GET /status`: the proxy at a glance.
package struct AdminStatus: Codable, Sendable, Equatable {
    package struct InForce: Codable, Sendable, Equatable {
        package var number: Int
        package var hash: String
        package var loaded: Date
        /// The folder, or `store` when the folder was broken at the start and the last good revision is served.
        package var source: String
        /// Why the folder is not what is served; nil when it is.
        package var problem: String?

        package init(number: Int, hash: String, loaded: Date, source: String, problem: String?) {
            self.number = number
            self.hash = hash
            self.loaded = loaded
            self.source = source
            self.problem = problem
        }
    }

    package var version: String
    package var started: Date
    package var listen: String
    package var workers: Int
    package var store: String
    package var revision: InForce
    /// Number of routes in each state.
    package var routes: [String: Int]
    /// Units whose state differs from the one in their file.
    package var drifted: Int
    /// Rollbacks in force that could not be written to the store yet.
    package var unpersisted: Int
    package var targets: [AdminTarget]
    /// Records that were dropped because a queue was full, by queue.
    package var dropped: [String: UInt64]

    package init(
        version: String, started: Date, listen: String, workers: Int, store: String, revision: InForce,
        routes: [String: Int], drifted: Int, unpersisted: Int, targets: [AdminTarget], dropped: [String: UInt64]
    ) {
        self.version = version
        self.started = started
        self.listen = listen
        self.workers = workers
        self.store = store
        self.revision = revision
        self.routes = routes
        self.drifted = drifted
        self.unpersisted = unpersisted
        self.targets = targets
        self.dropped = dropped
    }
}

/// `GET /routes`: one route with its state and drift.
package struct AdminRoute: Codable, Sendable, Equatable {
    package var id: String
    /// What it flips with: its group's id, or its own.
    package var unit: String
    package var group: String?
    package var domain: String?
    /// As written, such as `GET /api/v1/orders/:id`.
    package var match: String
    package var effect: String
    package var candidate: String?
    package var status: RouteStatus
    /// The state in the file.
    package var declared: RouteStatus
    /// A stored flip differs from the file.
    package var drift: Bool
    /// The status of a route that Ficus answers itself; nil where a target answers.
    package var answer: Int?

    package init(
        id: String, unit: String, group: String?, domain: String?, match: String, effect: String, candidate: String?,
        status: RouteStatus, declared: RouteStatus, drift: Bool, answer: Int? = nil
    ) {
        self.id = id
        self.unit = unit
        self.group = group
        self.domain = domain
        self.match = match
        self.effect = effect
        self.candidate = candidate
        self.status = status
        self.declared = declared
        self.drift = drift
        self.answer = answer
    }
}
