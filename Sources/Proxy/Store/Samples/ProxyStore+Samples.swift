import Database
package import Foundation
import Parity

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
                    INSERT INTO samples (route, slot, time, size, line, kept_for, build) VALUES (?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (route, slot) DO UPDATE
                    SET time = excluded.time, size = excluded.size, line = excluded.line,
                        kept_for = excluded.kept_for, build = excluded.build
                    """, sample.route, sample.slot, sample.time, sample.line.count, sample.line,
                    try Self.text(of: sample.group), sample.build)
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

    /// What is kept of all routes, without its lines.
    package func keptSamples() async throws -> [StoredSample] {
        try await database.read { db in
            try db.rows("SELECT route, slot, time, kept_for, build FROM samples ORDER BY route, slot").map {
                try Self.sample($0, line: [])
            }
        }
    }

    private static func sample(_ row: SQLRow, line: [UInt8]) throws -> StoredSample {
        let group: String? = try row["kept_for"]
        return StoredSample(
            route: try row["route"], slot: try row["slot"], time: try row["time"],
            group: group.flatMap { try? JSONDecoder().decode(DifferenceGroup.Key.self, from: Data($0.utf8)) },
            build: try row["build"], line: line)
    }

    private static func text(of group: DifferenceGroup.Key?) throws -> String? {
        try group.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
    }

    /// The samples of a route, oldest first.
    package func samples(route: String) async throws -> [StoredSample] {
        try await database.read { db in
            try db.rows("SELECT * FROM samples WHERE route = ? ORDER BY time, slot", route).map {
                try Self.sample($0, line: $0["line"])
            }
        }
    }

    package func forgetSamples(route: String) async throws {
        _ = try await database.write { db in try db.run("DELETE FROM samples WHERE route = ?", route) }
    }
}
