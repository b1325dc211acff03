import HTTPWire
import NIOCore
import Routing
import Synchronization

/// Counts the open connections of the process and of each client, and says whether one more may come.
///
/// Why a lock where workers share nothing else: what one address has open cannot be divided among them. It is taken
/// twice in the life of a connection and never for a request.
final class Admission: Sendable {
    /// What becomes of a new connection; `leave` takes it back in the end.
    enum Verdict: Equatable {
        case admitted
        /// Tell the client why, and close.
        case refused(Refusal)
        /// Close at once: too many clients are being told already.
        case dropped(Refusal)
    }

    private struct State {
        var open = 0
        /// Connections that are being told why they cannot stay.
        var refused = 0
        var openOf: [ClientBlock: Int] = [:]
        var limit = Int.max
        var limitPerAddress = Int.max
        var pauses: UInt64 = 0
        /// Those who wait until a connection has closed.
        var waiting: [@Sendable () -> Void] = []
    }

    private static let refusedAtOnce = 256
    private let state = Mutex(State())

    /// How often accepting had to stop for want of descriptors.
    var pauses: UInt64 { state.withLock(\.pauses) }

    /// Another table is in force; connections that are open stay.
    func adopt(_ limits: Gateway.Limits) {
        state.withLock { state in
            state.limit = limits.connections
            state.limitPerAddress = limits.connectionsPerAddress ?? .max
        }
    }

    func enter(_ block: ClientBlock?) -> Verdict {
        state.withLock { state in
            let refusal: Refusal?
            if state.open >= state.limit {
                refusal = .tooManyConnections
            } else if let block, state.openOf[block, default: 0] >= state.limitPerAddress {
                refusal = .tooManyConnectionsOfAddress
            } else {
                refusal = nil
            }
            guard let refusal else {
                state.open += 1
                if let block { state.openOf[block, default: 0] += 1 }
                return .admitted
            }
            guard state.refused < Self.refusedAtOnce else { return .dropped(refusal) }
            state.refused += 1
            return .refused(refusal)
        }
    }

    /// Counts an open connection for its client, which a load balancer has named only now; says why it cannot stay.
    func identify(_ block: ClientBlock) -> Refusal? {
        state.withLock { state in
            guard state.openOf[block, default: 0] < state.limitPerAddress else { return .tooManyConnectionsOfAddress }
            state.openOf[block, default: 0] += 1
            return nil
        }
    }

    /// A connection has closed.
    func leave(_ block: ClientBlock?, _ verdict: Verdict) {
        let waiting = state.withLock { state in
            switch verdict {
            case .admitted:
                state.open -= 1
                if let block, let count = state.openOf[block] { state.openOf[block] = count > 1 ? count - 1 : nil }
            case .refused: state.refused -= 1
            case .dropped: break
            }
            defer { state.waiting.removeAll() }
            return state.waiting
        }
        for wake in waiting { wake() }
    }

    /// Calls `wake` once, when a connection has closed.
    func whenOneHasLeft(_ wake: @escaping @Sendable () -> Void) {
        state.withLock { $0.waiting.append(wake) }
    }

    func hasPaused() { state.withLock { $0.pauses += 1 } }
}
