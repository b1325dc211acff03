import Synchronization

/// Wakes whoever waits for work: once per listener, however often it is given meanwhile.
final class Nudge: Sendable {
    private let listeners = Mutex<[AsyncStream<Void>.Continuation]>([])

    func give() {
        listeners.withLock { for listener in $0 { listener.yield() } }
    }

    /// A stream that has an element when there was a nudge since the last one. One consumer each.
    func listen() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        listeners.withLock { $0.append(continuation) }
        return stream
    }
}
