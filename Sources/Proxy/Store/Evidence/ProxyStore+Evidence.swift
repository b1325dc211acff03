import Database
package import Foundation
package import Parity

extension ProxyStore {
    /// As many points of a trend are kept for one epoch: one day.
    package static let trendMinutes = 1440
    /// As many groups are kept for one epoch; further ones are only in the counters.
    package static let groupLimit = 200

    /// Adds a batch of deltas in one transaction.
    package func record(_ deltas: [EvidenceDelta], time: Date) async throws {
        try await database.write { db in
            for delta in deltas {
                let epoch = try Self.add(delta, time: time, db)
                try Self.add(delta.groups, to: epoch, db)
                try Self.addTrend(delta.evidence, to: epoch, time: time, db)
            }
        }
    }

    /// The evidence in force: of each route the epoch used last, if the route was not reset since.
    package func currentEvidence() async throws -> [EpochEvidence] {
        try await database.read { db in
            try db.rows(
                """
                SELECT * FROM epochs AS e WHERE id = (
                    SELECT id FROM epochs WHERE route = e.route ORDER BY updated DESC, id DESC LIMIT 1
                ) AND resets = (SELECT count(*) FROM parity_resets WHERE route = e.route) ORDER BY route
                """
            ).map { try Self.epochEvidence($0, db) }
        }
    }

    /// The same for one route.
    package func currentEvidence(route: String) async throws -> EpochEvidence? {
        try await database.read { db in
            try db.row(
                """
                SELECT * FROM epochs WHERE route = ?1
                AND resets = (SELECT count(*) FROM parity_resets WHERE route = ?1)
                ORDER BY updated DESC, id DESC LIMIT 1
                """, route
            ).map { try Self.epochEvidence($0, db) }
        }
    }

    /// The evidence of one epoch, or nil when nothing was counted in it.
    package func evidence(route: String, epoch: Epoch) async throws -> EpochEvidence? {
        try await database.read { db in
            try Self.row(of: epoch, route: route, db).map { try Self.epochEvidence($0, db) }
        }
    }

    /// Every epoch of a route, newest first: what came before the evidence in force stays readable.
    package func epochs(route: String) async throws -> [EpochEvidence] {
        try await database.read { db in
            try db.rows("SELECT * FROM epochs WHERE route = ? ORDER BY updated DESC, id DESC", route).map {
                try Self.epochEvidence($0, db)
            }
        }
    }

    /// The last epochs of a route, newest first.
    package func lastEpochs(route: String, limit: Int) async throws -> [EpochSummary] {
        try await database.read { db in
            try db.rows("SELECT * FROM epochs WHERE route = ? ORDER BY updated DESC, id DESC LIMIT ?", route, limit)
                .map { row in
                    let evidence = try Self.evidence(row)
                    return EpochSummary(
                        epoch: try Self.epoch(row), started: try row["started"], updated: try row["updated"],
                        compared: evidence.compared, mismatches: evidence.mismatches)
                }
        }
    }

    /// Adds the counters and returns the epoch's row id.
    private static func add(_ delta: EvidenceDelta, time: Date, _ db: SQLConnection) throws -> Int {
        let encoder = JSONEncoder()
        if let row = try row(of: delta.epoch, route: delta.route, db) {
            let id: Int = try row["id"]
            var evidence = try evidence(row)
            evidence.merge(delta.evidence)
            let counters = String(decoding: try encoder.encode(evidence), as: UTF8.self)
            try db.run("UPDATE epochs SET counters = ?, updated = ? WHERE id = ?", counters, time, id)
            return id
        }
        let counters = String(decoding: try encoder.encode(delta.evidence), as: UTF8.self)
        let epoch = delta.epoch
        try db.run(
            """
            INSERT INTO epochs
                (route, definition, rules, monolith_build, service_build, resets, started, updated, counters)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, delta.route, Int64(bitPattern: epoch.definition), Int64(bitPattern: epoch.rules),
            epoch.monolithBuild, epoch.serviceBuild, epoch.resets, time, time, counters)
        return db.lastInsertedID
    }

    private static func row(of epoch: Epoch, route: String, _ db: SQLConnection) throws -> SQLRow? {
        try db.row(
            """
            SELECT * FROM epochs WHERE route = ? AND definition = ? AND rules = ? AND monolith_build = ?
            AND service_build = ? AND resets = ?
            """, route, Int64(bitPattern: epoch.definition), Int64(bitPattern: epoch.rules), epoch.monolithBuild,
            epoch.serviceBuild, epoch.resets)
    }

    private static func evidence(_ row: SQLRow) throws -> Evidence {
        let counters: String = try row["counters"]
        return try JSONDecoder().decode(Evidence.self, from: Data(counters.utf8))
    }

    private static func epoch(_ row: SQLRow) throws -> Epoch {
        Epoch(
            definition: UInt64(bitPattern: try row["definition"]), rules: UInt64(bitPattern: try row["rules"]),
            monolithBuild: try row["monolith_build"], serviceBuild: try row["service_build"],
            resets: try row["resets"])
    }

    private static func epochEvidence(_ row: SQLRow, _ db: SQLConnection) throws -> EpochEvidence {
        let id: Int = try row["id"]
        return EpochEvidence(
            route: try row["route"],
            epoch: try epoch(row), started: try row["started"], updated: try row["updated"],
            evidence: try evidence(row), groups: try groups(of: id, db), trend: try trend(of: id, db))
    }
}
