import Foundation

/// One step of a schema, applied once per database file and known by its name.
package struct Migration: Sendable {
    package let name: String
    package let apply: @Sendable (SQLConnection) throws -> Void

    package init(_ name: String, _ apply: @escaping @Sendable (SQLConnection) throws -> Void) {
        self.name = name
        self.apply = apply
    }

    package init(_ name: String, sql: String) {
        self.init(name) { try $0.script(sql) }
    }
}

extension SQLDatabase {
    /// Applies the migrations that this file does not have yet, in order, each in a transaction of its own.
    ///
    /// What is missing is asked for under the write lock, so processes that start together on one file do not
    /// apply a step twice. A file with a migration that is not in the list is refused unchanged (`newerSchema`).
    package func migrate(_ migrations: [Migration]) throws {
        try write { db in
            try db.run(
                "CREATE TABLE IF NOT EXISTS schema_migrations (name TEXT PRIMARY KEY, applied_at INTEGER NOT NULL)")
            let known = Set(migrations.map(\.name))
            let applied = try db.rows("SELECT name FROM schema_migrations").map { try $0[0] as String }
            let unknown = applied.filter { !known.contains($0) }
            guard unknown.isEmpty else {
                throw SQLError(.newerSchema, "the file has unknown migrations: \(unknown.joined(separator: ", "))")
            }
        }
        for migration in migrations {
            try write { db in
                let applied: Int? = try db.value("SELECT 1 FROM schema_migrations WHERE name = ?", migration.name)
                guard applied == nil else { return }
                try migration.apply(db)
                try db.run("INSERT INTO schema_migrations VALUES (?, ?)", migration.name, Date())
            }
        }
    }
}
