import Database
import Foundation

extension ProxyStore {
    /// As many are kept; the oldest go first.
    private static let warmLimit = 10_000

    /// Keeps what a replay has shown, in the place of what an earlier one of the same source did.
    package func record(_ evidence: [WarmEvidence]) async throws {
        try await database.write { db in
            for one in evidence {
                let content = String(decoding: try JSONEncoder().encode(one), as: UTF8.self)
                try db.run(
                    """
                    INSERT INTO warm_evidence (source, route, time, content) VALUES (?, ?, ?, ?)
                    ON CONFLICT (source, route) DO UPDATE SET time = excluded.time, content = excluded.content
                    """, one.source, one.route, one.time, content)
            }
            try db.run(
                """
                DELETE FROM warm_evidence WHERE rowid NOT IN (
                    SELECT rowid FROM warm_evidence ORDER BY time DESC LIMIT ?
                )
                """, Self.warmLimit)
        }
    }

    /// All of it, by route and then by source.
    package func warmEvidence() async throws -> [WarmEvidence] {
        try await database.read { db in
            try db.rows("SELECT content FROM warm_evidence ORDER BY route, source").map { row in
                let content: String = try row[0]
                return try JSONDecoder().decode(WarmEvidence.self, from: Data(content.utf8))
            }
        }
    }
}
