package import Contract
import Database
import Foundation
import HTTPTypes
package import Hummingbird
import NIOCore

extension Feed {
    /// Adds the endpoints of docs/brokerx.md, section 6, which are for the other sides, never for clients.
    ///
    /// Routes that are added later are behind the gate of dry runs: call this first.
    package func addRoutes(to router: Router<BrokerXContext>, build: String) {
        router.add(middleware: DryRunChanges())
        router.add(middleware: gate)
        addChangesRoute(to: router)
        router.get("internal/feed") { _, _ in
            Answer(.ok, try await status(build: build))
        }
        router.post("internal/feed/events") { request, _ in
            switch try await inbox.apply(Delivery(Self.body(of: request))) {
            case .applied(let position): Answer(.ok, ["applied": .integer(position)])
            case .gap(let position): Answer(.conflict, ["applied": .integer(position)])
            }
        }
        router.post("internal/feed/dry-runs") { request, _ in
            let json = try await Self.body(of: request)
            guard let requestID = json["request_id"]?.stringValue else { throw Problem.malformedJSON }
            if json["ends"]?.boolValue == true {
                try await gate.forget(requestID)
            } else {
                try await gate.note(requestID)
            }
            return Answer.noContent
        }
        router.post("internal/feed/snapshot") { request, _ in
            try await inbox.apply(SnapshotPage(Self.body(of: request)))
            return Answer(.ok, [:])
        }
    }

    /// Read from the database, not from memory: who asks wants to know whether a side is level now.
    private func status(build: String) async throws -> JSON {
        let (stream, position, applied) = try await journal.database.read { db in
            (try Outbox.stream(db), try Outbox.position(db), try Inbox.applied(db))
        }
        let peers = board.all.map { entry -> JSON in
            let lag = PeerBoard.lag(entry, position: position)
            return [
                "name": .string(entry.name), "url": .string(entry.url), "delivered": .integer(entry.delivered),
                "lag_events": .integer(lag.events), "lag_seconds": .number(String(lag.seconds)),
            ]
        }
        return [
            "source": .string(source), "build": .string(build), "stream": .string(stream),
            "position": .integer(position),
            "applied": .object(applied.map { .init($0.source, .integer($0.position)) }),
            "streams": .object(applied.map { .init($0.source, .string($0.stream)) }),
            "accepts": .array(entities.map(JSON.string)), "peers": .array(peers),
        ]
    }

    private static func body(of request: Request) async throws -> JSON {
        let buffer = try await request.body.collect(upTo: 16 << 20)
        guard let json = try? JSON(parsing: buffer.readableBytesView) else { throw Problem.malformedJSON }
        return json
    }
}
