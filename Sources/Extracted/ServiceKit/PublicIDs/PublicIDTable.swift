import Database
import Foundation

/// The UUIDs by which clients know rows, made when a row is first shown.
struct PublicIDTable: Sendable {
    static let migration = Migration(
        "public-ids-1",
        sql: """
            CREATE TABLE public_ids (
                entity TEXT NOT NULL, id INTEGER NOT NULL, uuid TEXT NOT NULL UNIQUE, PRIMARY KEY (entity, id)
                ) WITHOUT ROWID;
            """)

    /// A row: of what kind, and its own id.
    struct Row: Hashable, Sendable {
        var entity: String
        var id: Int
    }

    let database: SQLDatabase

    /// The row that a UUID stands for; nil for one that was never given out.
    func row(_ uuid: String, _ entity: String) async throws -> Int? {
        try await database.read { db in
            try db.value("SELECT id FROM public_ids WHERE uuid = ? AND entity = ?", uuid.lowercased(), entity)
        }
    }

    /// The UUIDs of rows. Those that have none get one, which lasts unless the rows themselves do not: what a rehearsed
    /// write has made is gone, and its ids will be those of other rows.
    func uuids(of rows: Set<Row>, areRehearsed: Bool) async throws -> [Row: String] {
        let known = try await database.read { try find(rows, $0) }
        let missing = rows.subtracting(known.keys)
        guard !missing.isEmpty else { return known }
        return try await database.write { db in
            var fleeting: [Row: String] = [:]
            for row in missing {
                let uuid = UUID().uuidString.lowercased()
                if areRehearsed, try isUnminted(row, db) {
                    fleeting[row] = uuid
                    continue
                }
                // Another instance may have been faster.
                try db.run(
                    "INSERT OR IGNORE INTO public_ids (entity, id, uuid) VALUES (?, ?, ?)", row.entity, row.id, uuid)
            }
            return try find(rows, db).merging(fleeting) { lasting, _ in lasting }
        }
    }

    /// Whether this service mints ids of that kind, and has not minted this one yet.
    private func isUnminted(_ row: Row, _ db: SQLConnection) throws -> Bool {
        let last: Int? = try db.value("SELECT last FROM counters WHERE entity = ?", row.entity)
        return last.map { row.id > $0 } ?? false
    }

    private func find(_ rows: Set<Row>, _ db: SQLConnection) throws -> [Row: String] {
        var found: [Row: String] = [:]
        for row in rows {
            let uuid: String? = try db.value(
                "SELECT uuid FROM public_ids WHERE entity = ? AND id = ?", row.entity, row.id)
            if let uuid { found[row] = uuid }
        }
        return found
    }
}
