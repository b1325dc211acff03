import Supervision
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What signals do to a process that serves: SIGTERM and SIGINT end it, SIGHUP reloads.
final class SignalWatch: Sendable {
    private struct Hangup {
        var reload: (@Sendable () async -> Void)?
        /// One came before there was anything to reload.
        var isAwaited = false
    }

    private let hangup = Mutex(Hangup())

    /// Says what SIGHUP does; one that came earlier, while the process was starting, does it now.
    func onHangup(_ reload: @escaping @Sendable () async -> Void) {
        let isAwaited = hangup.withLock { hangup in
            hangup.reload = reload
            return hangup.isAwaited
        }
        if isAwaited { Task { await reload() } }
    }

    private func hangUp() async {
        let reload = hangup.withLock { hangup in
            hangup.isAwaited = hangup.reload == nil
            return hangup.reload
        }
        await reload?()
    }

    init(_ ending: Ending) throws {
        let signals = try Signals([SIGTERM, SIGINT, SIGHUP])
        Task {
            // A reload takes its time; a signal to end must not wait for it.
            var reload: Task<Void, Never>?
            for await number in signals {
                if number == SIGHUP {
                    let previous = reload
                    reload = Task {
                        await previous?.value
                        await self.hangUp()
                    }
                } else {
                    await ending.signalled()
                }
            }
        }
    }
}
