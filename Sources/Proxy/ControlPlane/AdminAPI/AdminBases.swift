import Routing

/// Where the two sides of a route listen: `http://127.0.0.1:3000`, the first instance of each.
package struct AdminBases: Codable, Sendable, Equatable {
    package var monolith: String
    package var service: String

    package init(monolith: String, service: String) {
        self.monolith = monolith
        self.service = service
    }

    /// nil: the route has no service.
    init?(_ route: Route, _ table: RouteTable) {
        func base(_ target: TargetIndex) -> String? {
            table.targets[Int(target.value)].instances.first.map { "http://\($0)" }
        }
        guard let candidate = route.candidate, let service = base(candidate),
            let monolith = base(table.definition.monolith)
        else { return nil }
        self.init(monolith: monolith, service: service)
    }
}
