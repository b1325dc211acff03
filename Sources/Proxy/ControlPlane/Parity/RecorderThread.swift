import Dispatch
import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// One thread of low priority on which the comparator runs, so that comparing never takes a processor from an event
/// loop that wants it. Step 9 of the life of a request happens here.
final class RecorderThread: SerialExecutor {
    /// Holds the executor for as long as the job needs it; the thread itself must not keep it alive.
    private struct Work {
        var job: UnownedJob
        var executor: RecorderThread
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

    init() {
        let thread = Thread { [queue] in
            Self.lowerPriority()
            while let work = queue.next() {
                work.job.runSynchronously(on: work.executor.asUnownedSerialExecutor())
            }
        }
        thread.name = "ficus-parity"
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
