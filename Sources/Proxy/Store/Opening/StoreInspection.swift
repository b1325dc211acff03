import Database
import Foundation

/// Looks at a store before anything is allowed to write to it.
///
/// SQLite cannot read a file in WAL mode without making files beside it, and may repair what it finds. So a copy is
/// looked at, with its write-ahead log; the original is only read. The caller holds the `StoreLock`.
enum StoreInspection {
    static func inspect(path: String) throws {
        let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
        // An empty file is a database without tables; it is what a crash between open and migrate leaves.
        guard size > 0 else { return }
        let folder = FileManager.default.temporaryDirectory.appending(path: "ficus-store-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let copy = folder.appending(path: "copy.sqlite").path
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try FileManager.default.copyItem(atPath: path, toPath: copy)
            if FileManager.default.fileExists(atPath: path + "-wal") {
                try FileManager.default.copyItem(atPath: path + "-wal", toPath: copy + "-wal")
            }
        } catch {
            throw StoreError.inaccessible(path: path, detail: error.localizedDescription)
        }
        do {
            let database = try SQLDatabase(path: copy)
            defer { try? database.close() }
            try database.read { try check($0, path: path) }
        } catch let error as SQLError {
            throw StoreError.damaged(path: path, detail: error.message)
        }
    }

    private static func check(_ db: SQLConnection, path: String) throws {
        let problems = try db.rows("PRAGMA quick_check(1)").map { try $0[0] as String }
        guard problems == ["ok"] else {
            throw StoreError.damaged(path: path, detail: problems.first ?? "quick_check gave no answer")
        }
        let version: Int = try db.value("PRAGMA user_version") ?? 0
        let applicationID: Int = try db.value("PRAGMA application_id") ?? 0
        let tables: Int = try db.value("SELECT count(*) FROM sqlite_schema WHERE name != 'schema_migrations'") ?? 0
        // No tables and no marks: a crash after open and before the first migration was committed.
        if tables == 0, version == 0, applicationID == 0 { return }
        guard applicationID == Schema.applicationID else { throw StoreError.foreign(path: path) }
        guard version <= Schema.migrations.count else {
            throw StoreError.newer(path: path, version: version, known: Schema.migrations.count)
        }
        do {
            try FlipChain.verify(db)
        } catch let error as FlipChain.Broken {
            throw StoreError.brokenChain(path: path, sequence: error.sequence)
        }
    }
}
