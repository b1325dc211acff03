import CEpoll
import Glibc
import NIOConcurrencyHelpers
package import NIOCore
import Synchronization

/// A thread that waits for sockets and serves whoever owns them.
///
///     tasks of others -> wait for news -> those concerned -> those with more to read -> those in the background
///         -> timers -> again
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
        /// False once the loop ends.
        var isOpen = true
        /// A thread runs tasks: the loop's own, and after its end whoever brings one.
        var isWorked = true
    }

    /// Not a `Mutex` of Synchronization: the thread sanitizer does not know that, and would take all that passes from
    /// thread to thread through here for a race.
    private let inbox = NIOLockedValueBox(Inbox())
    /// The thread that runs tasks; 0 for none.
    private let thread = Atomic<UInt>(0)
    private let poller: Poller
    /// Memory for large reads, lent to one connection at a time.
    let readBuffers = ReadBuffers()

    // On the thread only.
    private var registry = Registry()
    var timers = Timers()
    private var unfinished: [Connection] = []
    /// Connections in the background with more to read, the one that has waited longest first.
    private var background: [Connection] = []
    private var allowance = backgroundBytes
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
    /// How often a connection with more to read may go on before others are looked at again.
    private static let turns = 4
    /// How many such turns there are in all, so that a crowd of them holds up nobody else for long.
    private static let turnsOfAll = 64
    /// What all connections in the background together read before others are looked at again: hundreds of small messages,
    /// or a piece of one large body.
    private static let backgroundBytes = 64 << 10

    private func run(_ name: String) {
        thread.store(UInt(pthread_self()), ordering: .relaxed)
        cepoll_name_thread(name)
        let found = UnsafeMutableBufferPointer<epoll_event>.allocate(capacity: Self.batch)
        defer { found.deallocate() }
        while !isEnding {
            let isBusy = runTasks() || !unfinished.isEmpty || !background.isEmpty
            let count = poller.wait(isBusy ? 0 : patience(), found)
            allowance = Self.backgroundBytes
            for index in 0..<count {
                let token = found[index].data.u64
                if poller.silences(token) { continue }
                registry[token]?.ready(Poller.Events(rawValue: found[index].events))
            }
            goOn()
            goOnInBackground()
            runTimers()
        }
        end()
    }

    /// Whether there were any.
    private func runTasks() -> Bool {
        let tasks = inbox.withLockedValue { inbox in
            inbox.isAsleep = inbox.tasks.isEmpty
            return inbox.tasks.isEmpty ? [] : exchange(&inbox.tasks, with: [])
        }
        for task in tasks { task() }
        return !tasks.isEmpty
    }

    private func goOn() {
        var turn = 0
        var left = Self.turnsOfAll
        while !unfinished.isEmpty, turn < Self.turns, left > 0 {
            let waiting = exchange(&unfinished, with: [])
            for connection in waiting.prefix(left) { connection.goOn() }
            // Those who have not had a turn are first at the next.
            if waiting.count > left { unfinished.insert(contentsOf: waiting[left...], at: 0) }
            left -= min(left, waiting.count)
            turn += 1
        }
    }

    private func goOnInBackground() {
        guard !background.isEmpty else { return }
        let waiting = exchange(&background, with: [])
        var next = 0
        while next < waiting.count, mayReadInBackground {
            waiting[next].goOn()
            next += 1
        }
        background.insert(contentsOf: waiting[next...], at: 0)
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
        background = []
        inbox.withLockedValue { $0.isOpen = false }
        runLastTasks()
    }

    /// Runs tasks until there are none, as the only thread that does.
    private func runLastTasks() {
        while true {
            // No timer comes any more, and promises of timers have to be kept.
            for timer in timers.removeAll() { timer.drop(.shutdown) }
            let tasks = inbox.withLockedValue { inbox in
                if inbox.tasks.isEmpty {
                    inbox.isWorked = false
                    thread.store(0, ordering: .relaxed)
                }
                return exchange(&inbox.tasks, with: [])
            }
            if tasks.isEmpty { return }
            for task in tasks { task() }
        }
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
        if connection.isInBackground { background.append(connection) } else { unfinished.append(connection) }
    }

    /// Whether those in the background may read more before others are looked at.
    var mayReadInBackground: Bool { allowance > 0 }

    func hasReadInBackground(_ count: Int) { allowance -= count }

    // MARK: - For others, on any thread

    /// Runs a task on the thread, after those that came before; false where the loop has ended, and it will not.
    package func enqueue(_ task: @escaping @Sendable () -> Void) -> Bool {
        let (isTaken, mustRing) = inbox.withLockedValue { inbox -> (Bool, Bool) in
            guard inbox.isOpen else { return (false, false) }
            inbox.tasks.append(task)
            return (true, exchange(&inbox.isAsleep, with: false))
        }
        // On the thread itself the tasks are looked at before the next wait.
        if mustRing, !inEventLoop { poller.ring() }
        return isTaken
    }

    /// Runs a task that must run, even when the loop has ended: futures tell who waits for them by such tasks, and promises
    /// are kept by them. It is then run here, or by who runs one already, so that still no two run at once.
    package func execute(_ task: @escaping @Sendable () -> Void) {
        if enqueue(task) { return }
        let isOurs = inbox.withLockedValue { inbox in
            inbox.tasks.append(task)
            return !exchange(&inbox.isWorked, with: true)
        }
        guard isOurs else { return }
        thread.store(UInt(pthread_self()), ordering: .relaxed)
        runLastTasks()
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
