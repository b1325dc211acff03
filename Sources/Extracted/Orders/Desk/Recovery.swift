import Contract
import Database
import Feed
import Foundation
import Logging
import ServiceLifecycle

/// Finishes or undoes what a request has left behind: this instance before it restarted, or the other one.
struct Recovery: Service {
    let desk: OrderDesk
    let logger: Logger
    var interval = Duration.milliseconds(500)

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await recover()
                } catch {
                    logger.warning("orders were not recovered", metadata: ["error": "\(error)"])
                }
                try await Task.sleep(for: interval)
            }
        }
    }

    /// One round over what is abandoned by now.
    func recover(at now: Date = Date()) async throws {
        let database = desk.journal.database
        guard try await database.read({ try Intents(db: $0).hasAbandoned(at: now) }) else { return }
        let abandoned = try await database.write {
            try Intents(db: $0).takeAbandoned(at: now, leasedUntil: desk.lease.end(from: now))
        }
        for intent in abandoned {
            do {
                try await recover(intent)
                logger.info("order recovered", metadata: metadata(intent))
            } catch {
                try await database.write { try Intents(db: $0).leave(intent) }
                logger.warning("order not recovered yet", metadata: metadata(intent, error))
            }
        }
    }

    private func recover(_ intent: Intent) async throws {
        switch intent.kind {
        case .place: try await desk.undo(intent)
        case .cancel, .replace:
            do {
                try await desk.call(intent)
            } catch let refusal as Problem {
                _ = try await desk.conclude(intent, refusal)
                return
            }
            _ = try await desk.conclude(intent)
        }
    }

    private func metadata(_ intent: Intent, _ error: (any Error)? = nil) -> Logger.Metadata {
        var metadata: Logger.Metadata = [
            "kind": "\(intent.kind)", "order_id": "\(intent.orderID)", "request_id": "\(intent.requestID)",
        ]
        if let error { metadata["error"] = "\(error)" }
        return metadata
    }
}
