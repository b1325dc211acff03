import ControlPlane
import DataPlane
import Logging
import Parity
import Routing
import ServiceLifecycle
import UnixSignals

// A service group takes a service that returns before its turn for a broken one, so each waits for its turn.

/// Hands finished exchanges to the access log, until the data plane closes the queue.
struct RecordService: Service {
    let records: BoundedQueue<ExchangeRecord>
    let log: AccessLog?
    let recorder: ParityRecorder

    func run() async throws {
        while let batch = await records.next() {
            await log?.write(batch)
            for record in batch where record.hasFailedShadow { await recorder.note(record) }
        }
        try? await gracefulShutdown()
    }
}

extension ExchangeRecord {
    fileprivate var hasFailedShadow: Bool {
        switch shadow {
        case .failed: true
        case .compared, .skipped, nil: false
        }
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

/// Serves the admin API.
struct AdminService: Service {
    let server: AdminServer
    let address: HostPort

    func run() async throws {
        do {
            try await server.run()
        } catch is CancellationError {
            return
        } catch {
            throw StartFailure(binding: address, option: "--admin", error)
        }
    }
}

/// On SIGHUP: reloads the route table and opens the access log anew.
struct HangupService: Service {
    let operations: Operations
    let logger: Logger

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        for await _ in signals.cancelOnGracefulShutdown() {
            await operations.accessLog?.reopen()
            do throws(AdminProblem) {
                _ = try await operations.reload(who: "SIGHUP")
            } catch {
                for diagnostic in error.diagnostics ?? [] {
                    logger.error("\(diagnostic.file):\(diagnostic.line):\(diagnostic.column): \(diagnostic.message)")
                }
            }
        }
    }
}

/// Ends the data plane when a signal comes: no new connections, and time for the exchanges under way.
struct PlaneService: Service {
    static let patience = Duration.seconds(30)

    let plane: DataPlane
    let logger: Logger

    func run() async throws {
        try? await gracefulShutdown()
        logger.notice("draining")
        await plane.drain(within: Self.patience)
    }
}
