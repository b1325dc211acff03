import CEpoll
import Glibc
package import NIOCore
import Synchronization

/// A thread that waits for sockets and serves whoever owns them.
///
///     tasks of others -> wait for news -> those concerned -> those with more to read -> timers -> again
///
/// It is an `EventLoop` of SwiftNIO in all but channels: futures, timers and tasks work as they do there.
///
/// Why: unchecked, because all that can change here is either behind `inbox`'s lock or touched on the loop's own thread
/// alone, which the compiler cannot see.
package final class SocketLoop: @unchecked Sendable {
    private struct Inbox {
        var tasks: [@Sendable () -> Void] = []
        /// The thread waits, or is about to: who brings a task has to ring.
        var isAsleep = false
        /// False once the thread takes no more tasks.
        var isOpen = true
    }

    private let inbox = Mutex(Inbox())
    /// The thread, once it runs.
    private let thread = Atomic<UInt>(0)
    private let poller: Poller
    /// Memory for large reads, lent to one connection at a time.
    let readBuffers = ReadBuffers()

    // On the thread only.
    private var registry = Registry()
    var timers = Timers()
    private var unfinished: [Connection] = []
    private var isEnding = false
    private let timerNumbers = Atomic<UInt64>(0)

    private init() throws(IOError) {
        poller = try Poller()
    }

    /// Starts a thread with a loop.
    ///
    /// - Parameter name: what the system calls the thread; 15 bytes of it.
    package static func start(_ name: String) throws(IOError) -> SocketLoop {
        let loop = try SocketLoop()
        guard startThread({ loop.run(name) }) else {
            throw IOError(errnoCode: EAGAIN, reason: "pthread_create")
        }
        return loop
    }

    package var inEventLoop: Bool { thread.load(ordering: .relaxed) == UInt(pthread_self()) }

    func nextTimerNumber() -> UInt64 { timerNumbers.add(1, ordering: .relaxed).newValue }

    // MARK: - The thread

    /// How many pieces of news are taken at once.
    private static let batch = 256
    /// How often connections with more to read may go on before others are looked at again.
    private static let turns = 4

    private func run(_ name: String) {
        thread.store(UInt(pthread_self()), ordering: .relaxed)
        cepoll_name_thread(name)
        let found = UnsafeMutableBufferPointer<epoll_event>.allocate(capacity: Self.batch)
        defer { found.deallocate() }
        while !isEnding {
            let hasWorked = runTasks()
            let count = poller.wait(hasWorked || !unfinished.isEmpty ? 0 : patience(), found)
            for index in 0..<count {
                let token = found[index].data.u64
                if poller.silences(token) { continue }
                registry[token]?.ready(Poller.Events(rawValue: found[index].events))
            }
            goOn()
            runTimers()
        }
        end()
    }

    /// Whether there were any.
    private func runTasks() -> Bool {
        let tasks = inbox.withLock { inbox in
            inbox.isAsleep = inbox.tasks.isEmpty
            return inbox.tasks.isEmpty ? [] : exchange(&inbox.tasks, with: [])
        }
        for task in tasks { task() }
        return !tasks.isEmpty
    }

    private func goOn() {
        var turn = 0
        while !unfinished.isEmpty, turn < Self.turns {
            for connection in exchange(&unfinished, with: []) { connection.goOn() }
            turn += 1
        }
    }

    private func runTimers() {
        guard let next = timers.next else { return }
        let now = NIODeadline.now()
        guard next <= now else { return }
        while let timer = timers.popDue(now) { timer.run() }
    }

    /// Milliseconds to the next timer, rounded up, because none may run early; -1 where there is none.
    private func patience() -> CInt {
        guard let next = timers.next else { return -1 }
        let nanoseconds = max(0, (next - .now()).nanoseconds)
        return CInt(clamping: nanoseconds / 1_000_000 + (nanoseconds % 1_000_000 > 0 ? 1 : 0))
    }

    /// Closes what is open, and does what others had asked for until now.
    private func end() {
        for source in registry.all { source.close() }
        unfinished = []
        for timer in timers.removeAll() { timer.drop(.shutdown) }
        let last = inbox.withLock { inbox in
            inbox.isOpen = false
            return exchange(&inbox.tasks, with: [])
        }
        for task in last { task() }
    }

    // MARK: - For sources, on the thread

    /// Watches a descriptor for its source; returns what `remove` takes.
    func add(_ source: any SocketSource, _ descriptor: CInt, _ events: Poller.Events) throws(IOError) -> UInt64 {
        let token = registry.insert(source)
        do throws(IOError) {
            try poller.add(descriptor, events, token: token)
        } catch {
            registry.remove(token)
            throw error
        }
        return token
    }

    /// Forgets a source whose descriptor is closed next.
    func remove(_ token: UInt64) {
        registry.remove(token)
    }

    /// Forgets a source whose descriptor stays open.
    func remove(_ token: UInt64, keeping descriptor: CInt) {
        poller.remove(descriptor)
        registry.remove(token)
    }

    /// Has a connection go on reading after the others had their turn.
    func continueLater(_ connection: Connection) {
        unfinished.append(connection)
    }

    // MARK: - For others, on any thread

    /// Whether the task will run.
    func enqueue(_ task: @escaping @Sendable () -> Void) -> Bool {
        let (isTaken, mustRing) = inbox.withLock { inbox -> (Bool, Bool) in
            guard inbox.isOpen else { return (false, false) }
            inbox.tasks.append(task)
            return (true, exchange(&inbox.isAsleep, with: false))
        }
        // On the thread itself the tasks are looked at before the next wait.
        if mustRing, !inEventLoop { poller.ring() }
        return isTaken
    }

    /// Ends the thread after the tasks that have come before; then `done` is called on it.
    func stop(_ done: @escaping @Sendable () -> Void) {
        let isTaken = enqueue {
            self.isEnding = true
            // What comes while the loop ends still runs, this behind it.
            _ = self.enqueue(done)
        }
        if !isTaken { done() }
    }
}

/// Puts another value in place of one, and gives the old one.
private func exchange<Value>(_ value: inout Value, with other: Value) -> Value {
    let old = value
    value = other
    return old
}
