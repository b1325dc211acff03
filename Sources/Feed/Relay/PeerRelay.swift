import Contract
import Database
import Logging

/// Brings one peer up to date and keeps it there: snapshot if it needs one, then the tail, in order.
struct PeerRelay: Sendable {
    let source: String
    let database: SQLDatabase
    let outbox: Outbox
    let tables: [FeedTable]
    let client: PeerClient
    let lease: RelayLease
    let board: PeerBoard
    let logger: Logger

    /// What is known of the peer since it was last asked.
    private struct Remote {
        let stream: String
        let accepts: Set<String>
        var delivered: Int
    }

    /// How old an event has to be: the shadow of the request that caused it, which is on its way at the same moment, gets
    /// there first (`DryRunGate`), and events which follow each other closely go together.
    private static let age = Duration.milliseconds(20)
    /// Until an event is looked at again that was too young, or that a dry run holds back.
    private static let retry = Duration.milliseconds(5)
    /// A stretch without an accepted event is only told this often.
    private static let idleAdvance = Duration.milliseconds(25)
    private static let backOff: ClosedRange<Duration> = .milliseconds(100)...(.seconds(5))
    private static let pageSize = 500

    /// Works at each nudge until the task is cancelled.
    func run(_ nudges: AsyncStream<Void>) async {
        var remote: Remote?
        var pause = Self.backOff.lowerBound
        for await _ in nudges where lease.isHeld {
            do {
                if remote == nil { remote = try await meet() }
                try await deliver(&remote)
                pause = Self.backOff.lowerBound
            } catch {
                guard !Task.isCancelled else { return }
                remote = nil
                logger.warning(
                    "feed waits", metadata: ["peer": "\(client.peer.name)", "pause": "\(pause)", "error": "\(error)"])
                try? await Task.sleep(for: pause)
                pause = min(pause * 2, Self.backOff.upperBound)
            }
        }
    }

    /// Asks the peer where it is and fills it, if it cannot follow from there.
    private func meet() async throws -> Remote {
        let status = try await client.status()
        let (stream, position, oldest) = try await database.read { db in
            (try Outbox.stream(db), try Outbox.position(db), try Outbox.oldest(db) ?? (try Outbox.position(db) + 1))
        }
        var remote = Remote(stream: stream, accepts: status.accepts, delivered: 0)
        if let applied = status.applied(source, stream: stream), (oldest - 1...position).contains(applied) {
            remote.delivered = applied
        } else {
            remote.delivered = try await fill(remote, position: position)
        }
        note(remote)
        return remote
    }

    /// Sends all rows that the peer accepts. `position` was read before the first of them, so that the tail repeats
    /// whatever changes meanwhile.
    private func fill(_ remote: Remote, position: Int) async throws -> Int {
        logger.notice("feed snapshot", metadata: ["peer": "\(client.peer.name)", "position": "\(position)"])
        for table in tables where remote.accepts.contains(table.entity) {
            var cursor = 0
            while true {
                let (rows, next) = try await database.read { [cursor] db in
                    try table.page(after: cursor, limit: Self.pageSize, db)
                }
                guard !rows.isEmpty else { break }
                cursor = next
                try await client.snapshot(page(rows.map { ["entity": .string(table.entity), "row": $0] }, remote, nil))
            }
        }
        try await client.snapshot(page([], remote, position))
        return position
    }

    private func page(_ rows: [JSON], _ remote: Remote, _ position: Int?) -> String {
        let page: JSON = [
            "source": .string(source), "stream": .string(remote.stream), "rows": .array(rows),
            "complete": .integer(position),
        ]
        return page.text
    }

    private func deliver(_ remote: inout Remote?) async throws {
        while let current = remote, lease.isHeld {
            let batch: Outbox.Batch
            switch try await outbox.next(after: current.delivered, accepts: current.accepts, age: Self.age) {
            case .nothing: return
            case .tooYoung:
                try await Task.sleep(for: Self.retry)
                continue
            case .batch(let next): batch = next
            }
            if batch.events.isEmpty { try await Task.sleep(for: Self.idleAdvance) }
            let head: JSON = [
                "source": .string(source), "stream": .string(current.stream), "after": .integer(current.delivered),
                "through": .integer(batch.through),
            ]
            let body = "\(head.text.dropLast()),\"events\":[\(batch.events.joined(separator: ","))]}"
            let (fits, applied) = try await client.deliver(body)
            guard fits, let applied else {
                // The peer has lost what it had: ask it again, at the next nudge.
                remote = nil
                return
            }
            remote?.delivered = applied
            note(remote)
            // A dry run over there holds the next event back for a moment.
            if applied < batch.through { try await Task.sleep(for: Self.retry) }
        }
    }

    private func note(_ remote: Remote?) {
        guard let remote else { return }
        let url = client.url
        board.update(client.peer.name) {
            $0.delivered = remote.delivered
            $0.url = url
            $0.waitingSince = nil
        }
    }
}
