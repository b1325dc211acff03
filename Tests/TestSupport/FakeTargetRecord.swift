import NIOCore
import Synchronization

/// What a fake target has seen, shared by its connections and the test.
final class FakeTargetRecord: Sendable {
    private struct State {
        var behaviour: FakeTarget.Behaviour
        let keepsRequests: Bool
        var requests: [FakeRequest] = []
        var open: [Int: any Channel] = [:]
        var accepted = 0
        var sentBytes = 0
        var receivedBytes = 0
    }

    private let state: Mutex<State>

    init(behaviour: FakeTarget.Behaviour, keepsRequests: Bool) {
        state = Mutex(State(behaviour: behaviour, keepsRequests: keepsRequests))
    }

    var behaviour: FakeTarget.Behaviour {
        get { state.withLock(\.behaviour) }
        set { state.withLock { $0.behaviour = newValue } }
    }

    var requests: [FakeRequest] { state.withLock(\.requests) }
    var acceptedCount: Int { state.withLock(\.accepted) }
    var openCount: Int { state.withLock(\.open.count) }
    var sentBytes: Int { state.withLock(\.sentBytes) }
    var receivedBytes: Int { state.withLock(\.receivedBytes) }

    func accepted(_ channel: any Channel) -> Int {
        state.withLock { state in
            state.open[state.accepted] = channel
            state.accepted += 1
            return state.accepted - 1
        }
    }

    func closed(_ connection: Int) {
        state.withLock { _ = $0.open.removeValue(forKey: connection) }
    }

    func received(_ request: FakeRequest) {
        state.withLock { state in
            if state.keepsRequests { state.requests.append(request) }
        }
    }

    func sent(_ count: Int) {
        state.withLock { $0.sentBytes += count }
    }

    func received(_ count: Int) {
        state.withLock { $0.receivedBytes += count }
    }

    func forEachConnection(_ body: (any Channel) -> Void) {
        for channel in state.withLock({ Array($0.open.values) }) { body(channel) }
    }
}
