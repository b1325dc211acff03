import Routing

extension Flips {
    /// The unit of that id, if it can flip.
    func flippable(_ id: String) throws(AdminProblem) -> FlipUnit {
        guard let unit = definition.unit(id) else {
            if let route = definition.route(id), let group = route.group {
                throw AdminProblem(
                    .memberOfGroup, "the route \(id) belongs to the group \(group), whose routes flip as one",
                    fix: "name the group: \(group)", unit: group)
            }
            throw AdminProblem(
                .unknownUnit, "the route table has no route or group \(id)",
                fix: nearest(to: id).map { "did you mean \($0)? `ficus routes` lists them" } ?? "ficus routes",
                unit: id)
        }
        guard unit.candidate != nil else {
            throw AdminProblem(
                .notFlippable, "\(id) has no candidate: no service could answer it",
                fix: "name one with `candidate:` in \(unit.location)", unit: id)
        }
        return unit
    }

    /// The state in force.
    func status(of unit: FlipUnit) -> RouteStatus { statuses[unit.id] ?? unit.declared }

    /// The ids of the routes that flip with a unit.
    func routeIDs(of unit: FlipUnit) -> [String] { unit.routes.map { definition.routes[Int($0.value)].id } }

    /// Whether the owner of the unit's data matters: some route writes, and the sides have a database each.
    func feedPath(of unit: FlipUnit) -> String? {
        guard unit.data == .fed,
            unit.routes.contains(where: { definition.routes[Int($0.value)].declaredEffect == .write })
        else { return nil }
        return unit.feedPath
    }

    private func nearest(to id: String) -> String? {
        let candidates = definition.units.map(\.id)
        return candidates.first { $0.hasPrefix(id) || id.hasPrefix($0) }
            ?? candidates.first { $0.split(separator: ".").last == id.split(separator: ".").last }
    }
}
