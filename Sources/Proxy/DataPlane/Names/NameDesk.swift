import Routing

/// What one loop knows of the names among the instances. Who needs an address waits here for the first answer, so that one
/// lookup serves them all and nobody but whom the table names is asked.
final class NameDesk {
    /// Of each name that was looked up; empty where nobody could say.
    private var addresses: [Target.Instance: [Target.Instance]] = [:]
    private var waiting: [Target.Instance: [([Target.Instance]) -> Void]] = [:]

    /// Calls `done` once, with no addresses where nobody could say: now, or when the first answer comes.
    func whenKnown(_ name: Target.Instance, _ done: @escaping ([Target.Instance]) -> Void) {
        if let found = addresses[name] { return done(found) }
        waiting[name, default: []].append(done)
    }

    /// A lookup has ended, or, with nil, there will be none: no table names it any more.
    func learned(_ name: Target.Instance, _ found: [Target.Instance]?) {
        addresses[name] = found
        for done in waiting.removeValue(forKey: name) ?? [] { done(found ?? []) }
    }
}
