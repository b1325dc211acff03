package import DataPlane
package import Logging
import Synchronization

/// Writes one line per exchange, in batches, on a thread of its own and of low priority.
///
///     RecordService --offer--> bounded queue --> run(): lines -> file, pipe or standard output
///
/// Nobody waits for it: what the queue has no room for, and what the disk or the reader of a pipe does not take, is
/// dropped and counted.
package actor AccessLog {
    /// Lines are handed to the kernel in pieces of about this size.
    private static let chunk = 64 << 10
    private static let capacity = 16_384

    private let thread = LowPriorityThread(name: "ficus-log")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    private let queue = BoundedQueue<ExchangeRecord>(capacity: capacity)
    private var file: LogFile
    private let logger: Logger
    private var lines: LineWriter
    private var isFailing = false
    private var lookedAt = ContinuousClock.now
    private let lost = Atomic<UInt64>(0)

    /// - Parameter destination: a path, or `-` for standard output.
    package init(destination: String, format: AccessLogFormat, logger: Logger) throws {
        file = try LogFile(destination)
        lines = LineWriter(format)
        self.logger = logger
    }

    /// Lines that were not written.
    package nonisolated var dropped: UInt64 { queue.dropped + lost.load(ordering: .relaxed) }

    /// Takes records to be written; never waits.
    package nonisolated func offer(_ records: [ExchangeRecord]) {
        _ = queue.offer(records)
    }

    /// Writes what is offered until `finish`, and then what is left.
    package func run() async {
        while let records = await queue.next() { write(records) }
        file.close()
    }

    /// No more records come.
    package nonisolated func finish() { queue.close() }

    /// Opens the file again, after it was moved away by a rotation.
    package func reopen() {
        do {
            lost.add(try file.reopen(), ordering: .relaxed)
        } catch {
            logger.error("access log not reopened, the old file stays in use", metadata: ["error": "\(error)"])
        }
    }

    private func write(_ records: [ExchangeRecord]) {
        followRotation()
        for index in records.indices {
            lines.append(records[index])
            if lines.bytes.count >= Self.chunk { flush() }
        }
        flush()
    }

    /// A rotation that sends no signal is noticed by the file's identity, looked at once a second.
    private func followRotation() {
        let now = ContinuousClock.now
        guard lookedAt.duration(to: now) >= .seconds(1) else { return }
        lookedAt = now
        if file.isMoved { reopen() }
    }

    private func flush() {
        guard !lines.bytes.isEmpty else { return }
        let refused = file.write(lines.bytes)
        lines.removeAll()
        if refused > 0 { lost.add(refused, ordering: .relaxed) }
        if (refused > 0) != isFailing {
            isFailing = refused > 0
            logger.log(
                level: isFailing ? .error : .notice,
                isFailing ? "access log cannot be written, lines are dropped" : "access log is written again")
        }
    }
}
