import ControlPlane
import Routing
import Store
import Supervision

/// The process that serves now, as its successor sees it. See `HandoverMessage`.
actor Predecessor {
    /// How long the predecessor may take for a step, in seconds.
    private static let patience = 30

    private let courier: Courier
    nonisolated let sockets: [HandedSocket: ListeningSocket]
    private var isGone = false

    private init(_ courier: Courier, _ sockets: [HandedSocket: ListeningSocket]) {
        self.courier = courier
        self.sockets = sockets
    }

    /// Asks the process behind `path` for its sockets; nil when there is none.
    static func reach(at path: String) async throws -> Predecessor? {
        guard let courier = await blocking({ try? Courier.connect(to: path) }) else { return nil }
        courier.setPatience(seconds: patience)
        try await courier.send(.takeOver)
        let answer = try await courier.next()
        switch answer?.message {
        case .sockets(let named):
            guard let descriptors = answer?.descriptors, descriptors.count == named.count else { break }
            let sockets = try descriptors.map { try ListeningSocket(descriptor: $0) }
            return Predecessor(courier, Dictionary(zip(named, sockets)) { $1 })
        case .refused(let reason):
            throw StartFailure("the process that serves cannot be replaced now: \(reason).", exit: .tryAgain)
        default: break
        }
        throw StartFailure("the process behind \(path) does not hand over.", exit: .tryAgain)
    }

    /// Returns when the store may be opened: the predecessor writes no more, or is gone.
    func releaseStore() async throws {
        try? await courier.send(.prepared)
        switch try? await courier.next()?.message {
        case .refused(let reason):
            throw StartFailure("the process that serves cannot be replaced now: \(reason).", exit: .tryAgain)
        case .released: break
        default:
            // It may have died; then its lock on the store is gone too, and opening it tells.
            isGone = true
        }
    }

    /// This process is ready; returns when the predecessor accepts no more, or is gone.
    func weServe(process: Int32) async {
        do {
            try await courier.send(.serving(process: process))
            if case .yours? = try await courier.next()?.message { return }
        } catch {}
        isGone = true
    }

    /// Has the predecessor decide by these states too what it still has under way; returns when it does, or is gone.
    func adopt(_ table: RouteTable) async {
        guard !isGone else { return }
        let states = table.units.compactMap { unit in table.status(ofUnit: unit.id).map { (unit.id, $0) } }
        do {
            try await courier.send(.states(Dictionary(states) { $1 }))
            if case .adopted? = try await courier.next()?.message { return }
        } catch {}
        isGone = true
        courier.hangUp()
    }
}

/// Publishes to this process, and to the one before it while that still answers requests: so an acknowledged rollback
/// holds for every request, whichever of the two it began in.
struct PublisherToBoth<Own: TablePublisher>: TablePublisher {
    let own: Own
    let predecessor: Predecessor

    func publish(_ table: RouteTable) async {
        async let before: Void = predecessor.adopt(table)
        await own.publish(table)
        await before
    }
}
