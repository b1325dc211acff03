package import DataPlane
package import Logging
import Synchronization

/// Writes one line per exchange, in batches, on a thread of its own and of low priority.
///
/// The queue in front of it is bounded and drops when it is full, so a slow disk never reaches a request.
package actor AccessLog {
    /// Lines are handed to the kernel in pieces of about this size.
    private static let chunk = 64 << 10

    private let thread = LowPriorityThread(name: "ficus-log")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    private var file: LogFile
    private let format: AccessLogFormat
    private let logger: Logger
    private var clock = LogClock()
    private var lines = LineWriter()
    private var isFailing = false
    private let lost = Atomic<UInt64>(0)

    /// - Parameter destination: a path, or `-` for standard output.
    package init(destination: String, format: AccessLogFormat, logger: Logger) throws {
        file = try LogFile(destination)
        self.format = format
        self.logger = logger
    }

    /// Lines that the disk did not take.
    package nonisolated var dropped: UInt64 { lost.load(ordering: .relaxed) }

    /// Writes the lines of a batch.
    package func write(_ records: [ExchangeRecord]) {
        var waiting: UInt64 = 0
        for record in records {
            lines.append(record, as: format, clock: &clock)
            waiting += 1
            if lines.bytes.count >= Self.chunk {
                flush(waiting)
                waiting = 0
            }
        }
        flush(waiting)
    }

    /// Opens the file again, after it was moved away by a rotation.
    package func reopen() {
        do {
            try file.reopen()
        } catch {
            logger.error("access log not reopened, the old file stays in use", metadata: ["error": "\(error)"])
        }
    }

    package func close() {
        file.close()
    }

    private func flush(_ count: UInt64) {
        guard count > 0 else { return }
        let isWritten = file.write(lines.bytes)
        lines.removeAll()
        if !isWritten { lost.add(count, ordering: .relaxed) }
        if isWritten == isFailing {
            isFailing = !isWritten
            logger.log(
                level: isFailing ? .error : .notice,
                isFailing ? "access log cannot be written" : "access log is written again")
        }
    }
}
