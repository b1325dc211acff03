import NIOCore
import Synchronization

/// A value that a test changes while targets read it.
final class Switch: Sendable {
    private let state: Mutex<Bool>

    init(_ value: Bool) { state = Mutex(value) }

    var value: Bool {
        get { state.withLock(\.self) }
        set { state.withLock { $0 = newValue } }
    }
}

/// A point of a made-up clock.
struct Moment {
    let time: NIODeadline

    init(_ seconds: Double) {
        time = .uptimeNanoseconds(1_000_000_000_000 + UInt64(seconds * 1_000_000_000))
    }

    func after(_ seconds: Double) -> NIODeadline { time + .nanoseconds(Int64(seconds * 1_000_000_000)) }
}

/// A number that several tasks add to.
final class Counter: Sendable {
    private let state = Mutex(0)

    var value: Int { state.withLock(\.self) }

    func add(_ count: Int) { state.withLock { $0 += count } }
}
