import Supervision
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What signals do to a process that serves: SIGTERM and SIGINT end it, SIGHUP reloads.
final class SignalWatch: Sendable {
    private let hangup: Mutex<(@Sendable () async -> Void)?> = Mutex(nil)

    /// What SIGHUP does; nothing until it is set.
    var onHangup: (@Sendable () async -> Void)? {
        get { hangup.withLock(\.self) }
        set { hangup.withLock { $0 = newValue } }
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
                        await self.onHangup?()
                    }
                } else {
                    await ending.signalled()
                }
            }
        }
    }
}
