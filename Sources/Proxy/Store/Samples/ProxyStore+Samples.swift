import Database
package import Foundation

extension ProxyStore {
    /// As many bytes of samples are kept for all routes together; the oldest go first.
    package static let sampleBytes = 128 << 20
    /// So long a sample is kept.
    package static let sampleAge: TimeInterval = 14 * 86_400

    package func record(_ samples: [StoredSample], now: Date) async throws {
        guard !samples.isEmpty else { return }
        try await database.write { db in
            for sample in samples {
                try db.run(
                    """
                    INSERT INTO samples (route, slot, time, size, line) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (route, slot) DO UPDATE
                    SET time = excluded.time, size = excluded.size, line = excluded.line
                    """, sample.route, sample.slot, sample.time, sample.line.count, sample.line)
            }
            try db.run("DELETE FROM samples WHERE time < ?", now.addingTimeInterval(-Self.sampleAge))
            let size: Int = try db.value("SELECT coalesce(sum(size), 0) FROM samples") ?? 0
            guard size > Self.sampleBytes else { return }
            try db.run(
                """
                DELETE FROM samples WHERE rowid IN (
                    SELECT rowid FROM (
                        SELECT rowid, sum(size) OVER (ORDER BY time DESC, rowid) AS above FROM samples
                    ) WHERE above > ?
                )
                """, Self.sampleBytes)
        }
    }

    /// The samples of a route, oldest first.
    package func samples(route: String) async throws -> [StoredSample] {
        try await database.read { db in
            try db.rows("SELECT * FROM samples WHERE route = ? ORDER BY time, slot", route).map {
                StoredSample(
                    route: try $0["route"], slot: try $0["slot"], time: try $0["time"], line: try $0["line"])
            }
        }
    }

    package func forgetSamples(route: String) async throws {
        _ = try await database.write { db in try db.run("DELETE FROM samples WHERE route = ?", route) }
    }
}
