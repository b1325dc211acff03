package import Routing
import Store

extension Flips {
    /// Every route with its state, in the order of the files.
    package func routes() -> [AdminRoute] {
        let drifted = Set(drifted.map(\.id))
        let units = Dictionary(definition.units.map { ($0.id, $0) }) { first, _ in first }
        return definition.routes.compactMap { route in
            guard let unit = units[route.unit] else { return nil }
            return AdminRoute(
                id: route.id, unit: route.unit, group: route.group, domain: route.domain,
                match: route.pattern.description, effect: route.declaredEffect.rawValue,
                candidate: route.candidate.map { definition.targets[Int($0.value)].name },
                status: unit.candidate == nil ? RouteStatus(.monolith) : status(of: unit), declared: unit.declared,
                drift: drifted.contains(unit.id), answer: route.fixedAnswer.map { Int($0) })
        }
    }

    /// The audit trail, newest first: read from the store and verified, with what could not be written yet on top.
    package func history(of unit: String? = nil, limit: Int = 100) async -> AdminHistory {
        var entries = history.entries
        var problem: String?
        do {
            let stored = try await log.flips().map(FlipHistory.Entry.init)
            entries = stored + history.entries.filter { $0.sequence == nil }
        } catch {
            problem = "\(error)"
        }
        let chosen = entries.reversed().filter { unit == nil || $0.flip.unit == unit }.prefix(max(0, limit))
        return AdminHistory(
            verified: problem == nil, problem: problem,
            entries: chosen.map { AdminHistory.Entry(sequence: $0.sequence, hash: $0.hash, flip: $0.flip) })
    }

    /// The last flips of every unit as they are in memory, newest first.
    func lastFlips(_ limit: Int) -> [String: [FlipHistory.Entry]] {
        Dictionary(grouping: history.entries.reversed()) { $0.flip.unit }.mapValues { Array($0.prefix(limit)) }
    }

    /// Number of routes by state, of units that differ from their file, and of rollbacks not written yet.
    package func summary() -> (routes: [String: Int], drifted: Int, unpersisted: Int) {
        let states = routes().map(\.status.state.rawValue)
        return (Dictionary(states.map { ($0, 1) }, uniquingKeysWith: +), drifted.count, unpersisted.count)
    }

    /// The state of each unit.
    package func states() -> [(unit: String, status: RouteStatus)] {
        definition.units.filter { $0.candidate != nil }.map { ($0.id, status(of: $0)) }
    }
}
