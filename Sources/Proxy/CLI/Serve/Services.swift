import ControlPlane
import DataPlane
import Logging
import NIOCore
import Parity
import ServiceLifecycle
import Supervision

// A service group takes a service that returns before its turn for a broken one, so each waits for its turn.

/// Hands finished exchanges on to the access log, which never makes it wait, until the data plane closes the queue.
struct RecordService: Service {
    let records: BoundedQueue<ExchangeRecord>
    let log: AccessLog?
    let recorder: ParityRecorder

    func run() async throws {
        while let batch = await records.next() {
            log?.offer(batch)
            // By position, because a loop over the records would copy each of them.
            for index in batch.indices where batch[index].isNoted { await recorder.note(batch[index]) }
        }
        log?.finish()
        try? await gracefulShutdown()
    }
}

extension ExchangeRecord {
    /// Whether the recorder wants to see it: what came to no comparison, because of the service or of what was asked.
    fileprivate var isNoted: Bool {
        switch shadow {
        case .failed: true
        case .skipped(let reason): reason.isCausedByContent
        case .compared, nil: false
        }
    }
}

/// Writes the access log to its end.
struct LogService: Service {
    let log: AccessLog?

    func run() async throws {
        await log?.run()
        try? await gracefulShutdown()
    }
}

/// Compares and counts, until the data plane closes the queue.
struct ParityService: Service {
    let recorder: ParityRecorder
    let plane: DataPlane
    let flips: Flips

    func run() async throws {
        await recorder.run(plane) { await flips.table }
        try? await gracefulShutdown()
    }
}

/// Tells the service manager that all workers still answer.
struct WatchdogService: Service {
    let plane: DataPlane
    let notifier: Notifier

    func run() async throws {
        if let interval = notifier.watchdogInterval {
            // Also while it drains: it lives until the process ends.
            while !Task.isCancelled {
                _ = await plane.counters()
                notifier.send(.watchdog)
                try? await cancelWhenGracefulShutdown { try await Task.sleep(for: interval) }
                if Task.isShuttingDownGracefully { break }
            }
        }
        try? await gracefulShutdown()
    }
}

/// Answers a process that wants to take over.
struct HandoverService: Service {
    let desk: HandoverDesk

    func run() async throws {
        await withGracefulShutdownHandler {
            await desk.run()
        } onGracefulShutdown: {
            Task { await desk.close() }
        }
        try? await gracefulShutdown()
    }
}

/// Ends the data plane: readiness fails, a delay perhaps, then no new connections and time for what is under way.
struct PlaneService: Service {
    /// How long a kept connection without a request may bring one last one: after a signal, and when another process
    /// serves already and nothing waits for the end of this one.
    private static let idle = TimeAmount.seconds(1)
    private static let idleAfterHandover = TimeAmount.seconds(10)

    let plane: DataPlane
    let sockets: ServeSockets
    let settings: ServeSettings
    let ending: Ending
    let notifier: Notifier
    let logger: Logger

    func run() async throws {
        await ending.servicesRun()
        try? await gracefulShutdown()
        logger.notice("draining")
        if case .handover = ending.cause {
            sockets.listen.close()
            let timeout = settings.drainTimeout
            ending.report = await plane.drain(
                Farewell(deadline: timeout, idle: min(Self.idleAfterHandover, TimeAmount(timeout)), linger: .seconds(2))
            )
        } else {
            notifier.send(.stopping(status: "draining"))
            await plane.announceEnd()
            await waitForBalancers()
            sockets.listen.close()
            ending.report = await plane.drain(
                Farewell(deadline: settings.drainTimeout, idle: min(Self.idle, TimeAmount(settings.drainTimeout))))
        }
        let report = ending.report
        logger.notice(
            report.cutOff == 0 ? "drained" : "drained, with requests cut off",
            metadata: ["finished": "\(report.finished)", "cut_off": "\(report.cutOff)"])
    }

    /// Load balancers notice that readiness fails, while connections are still accepted.
    private func waitForBalancers() async {
        let clock = ContinuousClock()
        let end = clock.now + settings.drainDelay
        while clock.now < end, !ending.isHurried, !Task.isCancelled {
            try? await Task.sleep(for: min(.milliseconds(50), end - clock.now))
        }
    }
}
