import DataPlane
import ServiceLifecycle
import Supervision
import Synchronization

/// How the process ends: why, whether somebody is in a hurry, and what came of it.
final class Ending: Sendable {
    enum Cause: Sendable {
        case signal
        /// Another process serves now.
        case handover
    }

    private struct State {
        var cause: Cause?
        var group: ServiceGroup?
        var isRunning = false
        var isHurried = false
        var plane: DataPlane?
        var report = DrainReport(finished: 0, cutOff: 0)
    }

    /// After a second signal something that hangs gets this many more seconds.
    private static let lastSeconds: UInt32 = 3

    private let state = Mutex(State())
    /// How many seconds an ending may take in all.
    private let limit: UInt32

    init(_ settings: ServeSettings) {
        let seconds = (settings.drainDelay + settings.drainTimeout).components.seconds
        limit = UInt32(clamping: seconds + 20)
    }

    var cause: Cause? { state.withLock(\.cause) }
    var isHurried: Bool { state.withLock(\.isHurried) }

    var report: DrainReport {
        get { state.withLock(\.report) }
        set { state.withLock { $0.report = newValue } }
    }

    /// What is to be ended, once it is there.
    func ends(_ group: ServiceGroup, _ plane: DataPlane) {
        state.withLock {
            $0.group = group
            $0.plane = plane
        }
    }

    /// The services run; an ending that was asked for before begins.
    func servicesRun() async {
        let group = state.withLock { state in
            state.isRunning = true
            return state.cause == nil ? nil : state.group
        }
        await group?.triggerGracefulShutdown()
    }

    /// Begins to end the process; false when it ends already.
    @discardableResult
    func begin(_ cause: Cause) async -> Bool {
        let (isFirst, group) = state.withLock { state in
            defer { state.cause = state.cause ?? cause }
            return (state.cause == nil, state.isRunning ? state.group : nil)
        }
        guard isFirst else { return false }
        endProcess(after: limit, code: Exit.cutOff.rawValue)
        await group?.triggerGracefulShutdown()
        return true
    }

    /// A signal to end: the first begins, the next one waits for nothing any more.
    func signalled() async {
        guard await !begin(.signal) else { return }
        let plane = state.withLock { state in
            state.isHurried = true
            return state.plane
        }
        plane?.hurry()
        endProcess(after: Self.lastSeconds, code: Exit.cutOff.rawValue)
    }
}
