import Contract
import Database
import Foundation
import Synchronization

/// Lets one process at a time relay a database: a row in it names the holder and until when.
///
/// Two relays at once would do no harm, since a peer applies each event once; the lease saves the work.
final class RelayLease: Sendable {
    private let database: SQLDatabase
    private let holder = UUID().uuidString
    /// Milliseconds since 1970; 0 when it is not ours.
    private let expires = Mutex<Int64>(0)
    private static let lifetime: Int64 = 2000
    private static let renewal: Int64 = 1500

    init(_ database: SQLDatabase) {
        self.database = database
    }

    var isHeld: Bool { expires.withLock { $0 } > Timestamp.now().milliseconds }

    /// Takes the lease when it is free, renews it in time when it is ours. True when it was taken or renewed now.
    func refresh() async throws -> Bool {
        let now = Timestamp.now().milliseconds
        let ours = expires.withLock { $0 }
        if ours - now > Self.renewal { return false }
        let isFree = try await database.read { db in
            let until: Int64? = try db.value("SELECT expires_at FROM feed_lease WHERE holder <> ?", self.holder)
            return until.map { $0 < now } ?? true
        }
        guard isFree else {
            expires.withLock { $0 = 0 }
            return false
        }
        let taken = try await database.write { db in
            try db.run(
                "UPDATE feed_lease SET holder = ?, expires_at = ? WHERE holder = ? OR expires_at < ?", self.holder,
                now + Self.lifetime, self.holder, now) > 0
        }
        expires.withLock { $0 = taken ? now + Self.lifetime : 0 }
        return taken
    }

    /// Gives it up, so that another process need not wait.
    func release() async {
        guard expires.withLock({ $0 }) > 0 else { return }
        expires.withLock { $0 = 0 }
        _ = try? await database.write { db in
            try db.run("UPDATE feed_lease SET expires_at = 0 WHERE holder = ?", self.holder)
        }
    }
}
