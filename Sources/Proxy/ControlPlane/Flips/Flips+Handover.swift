package import Routing

extension Flips {
    /// Puts states in force that another process has decided and written: the one that took over from this one, which
    /// only answers what it still has under way.
    package func adopt(_ states: [String: RouteStatus]) async {
        for unit in definition.units { if let status = states[unit.id] { statuses[unit.id] = status } }
        await publish()
    }
}
