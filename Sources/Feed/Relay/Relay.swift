import Contract
import Database
import Logging
import ServiceLifecycle

/// Relays the own events to all peers as long as the program runs; numbers are those of docs/brokerx.md, section 6.
package struct Relay: Service {
    let database: SQLDatabase
    let outbox: Outbox
    let positions: Positions
    let nudge: Nudge
    let board: PeerBoard
    let lease: RelayLease
    let peers: [PeerRelay]
    let logger: Logger

    private static let tick = Duration.milliseconds(100)
    /// Delivered events that are kept, for a peer which comes back with an older copy of its database.
    private static let kept = 10_000
    private static let ticksPerPruning = 600

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup { group in
                for peer in peers {
                    let nudges = nudge.listen()
                    group.addTask { await peer.run(nudges) }
                }
                group.addTask { await tickUntilCancelled() }
            }
        }
        await lease.release()
    }

    /// Looks after what no commit of this process tells: rows of another process on the same file, the lease, the lag.
    private func tickUntilCancelled() async {
        var ticks = 0
        while !Task.isCancelled {
            do {
                let renewed = try await peers.isEmpty ? false : lease.refresh()
                try await look(renewed: renewed)
                ticks += 1
                if ticks % Self.ticksPerPruning == 0, lease.isHeld { try await prune() }
            } catch {
                logger.warning("feed cannot look at the database", metadata: ["error": "\(error)"])
            }
            nudge.give()
            try? await Task.sleep(for: Self.tick)
        }
    }

    private func look(renewed: Bool) async throws {
        let entries = board.all
        let isHeld = lease.isHeld
        let (own, applied, stored, waiting) = try await database.read { db in
            let own = try Outbox.position(db)
            let stored =
                isHeld
                ? [:]
                : Dictionary(
                    uniqueKeysWithValues: try db.rows("SELECT name, delivered FROM feed_peers").map {
                        (try $0[0] as String, try $0[1] as Int)
                    })
            let waiting = try entries.filter { $0.delivered < own }.map {
                ($0.name, try Outbox.time(after: $0.delivered, db))
            }
            return (own, try Inbox.applied(db), stored, waiting)
        }
        positions.advance(
            own: own, applied: Dictionary(uniqueKeysWithValues: applied.map { ($0.source, $0.position) }))
        for (name, time) in waiting { board.update(name) { $0.waitingSince = time } }
        for (name, delivered) in stored { board.update(name) { $0.delivered = delivered } }
        if renewed { try await remember(entries) }
    }

    /// Writes down how far the peers are, for the process that takes over and for the one that only shows it.
    private func remember(_ entries: [PeerBoard.Entry]) async throws {
        try await database.write { db in
            for entry in entries {
                try db.run(
                    """
                    INSERT INTO feed_peers (name, delivered) VALUES (?, ?)
                    ON CONFLICT (name) DO UPDATE SET delivered = excluded.delivered
                    """, entry.name, entry.delivered)
            }
        }
    }

    private func prune() async throws {
        guard let least = board.all.map(\.delivered).min() else { return }
        try await outbox.prune(deliveredToAll: least, keeping: Self.kept)
    }
}
