/// One revision in force: a definition under the flips of its units, compiled; immutable, and one reference to copy.
package struct RouteTable: Sendable {
    private let storage: Storage

    init(definition: Definition, states: [String: RouteStatus], revision: Int) {
        storage = Storage(definition: definition, states: states, revision: revision)
    }

    /// Counts up with every flip and reload.
    package var revision: Int { storage.revision }
    package var definition: Definition { storage.definition }
    package var gateway: Gateway { storage.definition.gateway }
    package var routes: [Route] { storage.definition.routes }
    package var targets: [Target] { storage.definition.targets }
    package var units: [FlipUnit] { storage.definition.units }

    /// The id of a route; copies no larger value to reach it.
    package func id(of route: RouteIndex) -> String { storage.routeIDs[Int(route.value)] }

    /// The name of a target; copies no larger value to reach it.
    package func name(of target: TargetIndex) -> String { storage.targetNames[Int(target.value)] }

    /// The status of the unit that a route belongs to.
    package func status(of route: RouteIndex) -> RouteStatus {
        storage.statuses[Int(storage.rulings[Int(route.value)].unit)]
    }

    /// The status of a unit by its id, or nil when there is none.
    package func status(ofUnit id: String) -> RouteStatus? {
        storage.unitIndex[id].map { storage.statuses[$0] }
    }

    /// The position of a route by its id.
    package func index(ofRoute id: String) -> RouteIndex? { storage.routeIndex[id].map { RouteIndex($0) } }

    /// The position of a target by its name.
    package func index(ofTarget name: String) -> TargetIndex? { storage.targetIndex[name].map { TargetIndex($0) } }

    var matcher: Matcher { storage.matcher }

    /// What the states say about one route.
    func ruling(_ route: Int) -> Ruling { storage.rulings[route] }

    /// The unit of a ruling.
    func unit(_ ruling: Ruling) -> FlipUnit { storage.units[Int(ruling.unit)] }

    /// What happens to a request that no route matches.
    var unmatched: Decision.Answer { storage.unmatched }

    /// What a table shares with its copies.
    private final class Storage: Sendable {
        let definition: Definition
        let revision: Int
        // What a decision reads lies here, so that it copies no larger value to reach it.
        let matcher: Matcher
        let units: [FlipUnit]
        let unmatched: Decision.Answer
        /// By unit.
        let statuses: [RouteStatus]
        /// By route.
        let rulings: [Ruling]
        /// By route.
        let routeIDs: [String]
        /// By target.
        let targetNames: [String]
        let unitIndex: [String: Int]
        let routeIndex: [String: Int]
        let targetIndex: [String: Int]

        init(definition: Definition, states: [String: RouteStatus], revision: Int) {
            self.definition = definition
            self.revision = revision
            matcher = definition.matcher
            routeIDs = definition.routes.map(\.id)
            targetNames = definition.targets.map(\.name)
            units = definition.units
            unmatched =
                switch definition.gateway.unmatched {
                case .monolith: .target(definition.monolith)
                case .reject: .status(404)
                }
            let statuses = definition.units.map { unit in
                unit.candidate == nil ? RouteStatus(.monolith) : states[unit.id] ?? unit.declared
            }
            self.statuses = statuses
            unitIndex = .init(uniqueKeysWithValues: definition.units.enumerated().map { ($1.id, $0) })
            routeIndex = .init(uniqueKeysWithValues: definition.routes.enumerated().map { ($1.id, $0) })
            targetIndex = .init(uniqueKeysWithValues: definition.targets.enumerated().map { ($1.name, $0) })
            let unitIndex = unitIndex
            rulings = definition.routes.map { route in
                let unit = unitIndex[route.unit] ?? 0
                return Ruling(route, unit: Int32(unit), status: statuses[unit], monolith: definition.monolith)
            }
        }
    }
}
