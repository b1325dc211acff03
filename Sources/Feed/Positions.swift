import Synchronization

/// How far this side is, as `Ficus-Position` says it: the own outbox, and what was applied of each source.
///
/// A copy in memory of what the database knows. It may be a moment behind it (another process may write the same
/// file; the relay looks every 100 ms), never ahead.
package final class Positions: Sendable {
    private struct State {
        var own = 0
        var applied: [String: Int] = [:]
        var text: String
    }

    private let source: String
    private let state: Mutex<State>

    init(source: String) {
        self.source = source
        state = Mutex(State(text: "\(source)=0"))
    }

    /// `orders=41, monolith=1207`: the own position first, the others by name.
    package var text: String { state.withLock(\.text) }

    var own: Int { state.withLock(\.own) }

    func advance(own: Int? = nil, applied: [String: Int] = [:]) {
        state.withLock { state in
            state.own = max(state.own, own ?? 0)
            state.applied.merge(applied) { _, new in new }
            let others = state.applied.sorted { $0.key < $1.key }.map { ", \($0.key)=\($0.value)" }
            state.text = "\(source)=\(state.own)\(others.joined())"
        }
    }
}
