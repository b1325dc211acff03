import Contract
import Database
import HTTPTypes
import Hummingbird
import NIOCore

/// Lets a dry run see the rows as they were when its primary ran: after everything before it, before its own effect.
///
/// The shadow copy of a write races with the feed in both directions. Too early, and the deposit that pays for the order
/// has not arrived; too late, and the registration finds its own email taken. So:
///
///     (1) the dry run's request id is noted: the inbox stops before events which carry it
///     (2) the other sides are asked how far they are
///     (3) wait until that is applied, or the inbox has stopped at the own event
///     (4) run, answer, then forget the id: the inbox goes on
///
/// It stands around the whole request, so that what is done before its transaction counts too. A dry run that goes on to
/// another side (an order reserves at the portfolios) is noted there as well, in step 1: its own call would come too late.
/// Each wait is bounded; when time is up the dry run goes on with what there is, and says that it is
/// not sure to have seen the rows of its primary: so it does where the copy came after the feed.
struct DryRunGate: RouterMiddleware {
    typealias Context = BrokerXContext

    let database: SQLDatabase
    /// The sides that feed this one.
    let sources: [PeerClient]
    /// The sides that dry runs of this one reach.
    let partners: [PeerClient]
    private static let patience: Int64 = 500
    private static let lifetime: Int64 = 2000
    /// So many requests whose events were applied are remembered, the last ones.
    private static let memory = 10_000

    func handle(
        _ request: Request, context: BrokerXContext,
        next: @concurrent (Request, BrokerXContext) async throws -> Response
    ) async throws -> Response {
        let isWrite = request.method != .get && request.method != .head
        guard context.isShadow, isWrite, !sources.isEmpty else { return try await next(request, context) }
        let requestID = context.requestID
        let start = Timestamp.now().milliseconds
        let response: Result<Response, any Error>
        var seesItsRows = true
        do {
            async let noted: Void = notePartners(requestID, ends: false)
            try await note(requestID, at: start)
            await noted
            seesItsRows = await catchUp(requestID, until: start + Self.patience)
            response = .success(try await next(request, context))
        } catch {
            response = .failure(error)
        }
        let isLate = (try? await isApplied(requestID)) ?? true
        if isLate || !seesItsRows { ChangeReport.current?.leaveDoubt() }
        try? await forget(requestID)
        await notePartners(requestID, ends: true)
        return try response.get()
    }

    /// Holds back the events of a request, until it is forgotten or its time is over.
    func note(_ requestID: String, at now: Int64 = Timestamp.now().milliseconds) async throws {
        try await database.write { db in
            try db.run("DELETE FROM feed_dry_runs WHERE expires_at < ?", now)
            try db.run(
                """
                INSERT INTO feed_dry_runs (request_id, expires_at) VALUES (?, ?)
                ON CONFLICT (request_id) DO UPDATE SET expires_at = excluded.expires_at
                """, requestID, now + Self.lifetime)
        }
    }

    func forget(_ requestID: String) async throws {
        _ = try await database.write { try $0.run("DELETE FROM feed_dry_runs WHERE request_id = ?", requestID) }
    }

    private func notePartners(_ requestID: String, ends: Bool) async {
        for partner in partners { try? await partner.noteDryRun(requestID, ends: ends) }
    }

    /// True when an event of this request must not be applied now; the dry run then knows that it is next.
    static func holds(_ requestID: String, _ db: SQLConnection) throws -> Bool {
        try db.run(
            "UPDATE feed_dry_runs SET reached = 1 WHERE request_id = ? AND expires_at >= ?", requestID,
            Timestamp.now().milliseconds) > 0
    }

    /// Events of a request are about to be applied.
    static func noteApplied(_ requestID: String, _ db: SQLConnection) throws {
        try db.run("INSERT INTO feed_applied (request_id) VALUES (?)", requestID)
        try db.run("DELETE FROM feed_applied WHERE id <= ?", db.lastInsertedID - memory)
    }

    /// Whether what the primary has changed came before the copy, or while it ran.
    private func isApplied(_ requestID: String) async throws -> Bool {
        try await database.read { db in
            let found: Int? = try db.value("SELECT 1 FROM feed_applied WHERE request_id = ? LIMIT 1", requestID)
            return found != nil
        }
    }

    /// Waits for what the other sides had written when this began; false when it has not come in time.
    private func catchUp(_ requestID: String, until end: Int64) async -> Bool {
        var isLevelWithAll = true
        for client in sources {
            let left = end - Timestamp.now().milliseconds
            guard left > 0, let remote = try? await client.status(within: .milliseconds(left)) else { continue }
            var isLevelWithIt = false
            while !isLevelWithIt, Timestamp.now().milliseconds < end {
                let isLevel = try? await database.read { db in
                    let reached: Bool? = try db.value(
                        "SELECT reached FROM feed_dry_runs WHERE request_id = ?", requestID)
                    let applied: Int? = try db.value(
                        "SELECT position FROM feed_inbox WHERE source = ?", remote.source)
                    // A side that never fed us has nothing we could wait for.
                    return reached == true || applied.map { $0 >= remote.position } ?? true
                }
                isLevelWithIt = isLevel ?? true
                if !isLevelWithIt { try? await Task.sleep(for: .milliseconds(5)) }
            }
            isLevelWithAll = isLevelWithAll && isLevelWithIt
        }
        return isLevelWithAll
    }
}
