import Dispatch
import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// An executor with one thread of low priority, so that what an actor on it does (comparing answers, writing the
/// access log) never takes a processor from an event loop that wants it.
final class LowPriorityThread: SerialExecutor {
    /// Holds the executor for as long as the job needs it; the thread itself must not keep it alive.
    private struct Work {
        var job: UnownedJob
        var executor: LowPriorityThread
    }

    /// What executor and thread share: work in order, and nil for the end.
    private final class Queue: Sendable {
        private let work = Mutex<[Work?]>([])
        private let available = DispatchSemaphore(value: 0)

        func append(_ next: Work?) {
            work.withLock { $0.append(next) }
            available.signal()
        }

        func next() -> Work? {
            // Why: this thread exists to wait for work; nothing else ever runs on it.
            available.wait()
            return work.withLock { $0.removeFirst() }
        }
    }

    private let queue = Queue()

    init(name: String) {
        let thread = Thread { [queue] in
            Self.lowerPriority()
            while let work = queue.next() {
                work.job.runSynchronously(on: work.executor.asUnownedSerialExecutor())
            }
        }
        thread.name = name
        thread.qualityOfService = .background
        thread.start()
    }

    deinit {
        queue.append(nil)
    }

    func enqueue(_ job: consuming ExecutorJob) {
        queue.append(Work(job: UnownedJob(job), executor: self))
    }

    /// On Linux a nice value belongs to a thread, and 0 names the calling one.
    private static func lowerPriority() {
        #if os(Linux)
            _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
        #endif
    }
}
