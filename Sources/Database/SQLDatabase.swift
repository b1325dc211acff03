import Foundation
import GRDB

/// One database, used by synchronous closures that run on the database's own threads.
///
/// A file is opened in WAL mode: readers never wait for the writer, and several processes may share the file.
/// Writers take turns: a write transaction takes the write lock when it begins and waits for it at most
/// `busyTimeout`. Calls must not be nested: a closure uses the connection that it was given.
///
/// From an `async` function the asynchronous overloads are chosen, which block no thread of the
/// concurrency pool (`SQLDatabase+Async.swift`).
package final class SQLDatabase: Sendable {
    /// When a commit is on the disk. Both survive a crash of the process.
    package enum Durability: Sendable {
        /// Each commit is synced before it returns: survives a loss of power.
        case full
        /// Synced at checkpoints: a loss of power may undo the last commits, but never damages the file.
        case normal
    }

    let writer: any DatabaseWriter

    /// Opens the file, or creates it.
    package init(path: String, durability: Durability = .normal, busyTimeout: Duration = .seconds(5)) throws {
        writer = try SQLError.translating {
            let pool = try Self.openPool(path: path, Self.configuration(busyTimeout: busyTimeout))
            // The pool has set NORMAL while it switched to WAL mode; only the writing connection's value counts.
            try pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = \(durability == .full ? "FULL" : "NORMAL")")
            }
            return pool
        }
    }

    private init(writer: any DatabaseWriter) {
        self.writer = writer
    }

    /// A database that lives in memory as long as this object.
    package static func inMemory() throws -> SQLDatabase {
        try SQLError.translating {
            SQLDatabase(writer: try DatabaseQueue(configuration: configuration(busyTimeout: .seconds(5))))
        }
    }

    /// Runs `body` on one consistent snapshot; it cannot write.
    package func read<T>(_ body: (SQLConnection) throws -> T) throws -> T {
        try SQLError.translating { try writer.read { try body(SQLConnection(database: $0)) } }
    }

    /// Runs `body` in one transaction, committed when it returns and rolled back when it throws.
    package func write<T>(_ body: (SQLConnection) throws -> T) throws -> T {
        try SQLError.translating {
            try writer.writeWithoutTransaction { try Self.transaction($0, ending: .commit, body) }
        }
    }

    /// Runs `body` in one transaction, then rolls it back whatever happens, and returns what `body` returned.
    ///
    /// Constraints that SQLite checks at commit (`DEFERRABLE`) are not checked.
    package func writeDryRun<T>(_ body: (SQLConnection) throws -> T) throws -> T {
        try SQLError.translating {
            try writer.writeWithoutTransaction { try Self.transaction($0, ending: .rollback, body) }
        }
    }

    /// Waits for running closures, then closes the file. Later calls throw.
    package func close() throws {
        try SQLError.translating { try writer.close() }
    }

    static func transaction<T>(
        _ database: Database, ending: Database.TransactionCompletion, _ body: (SQLConnection) throws -> T
    ) throws -> T {
        var result: T?
        try database.inTransaction(.immediate) {
            result = try body(SQLConnection(database: database))
            return ending
        }
        guard let result else { throw SQLError(.other, "the transaction did not run") }
        return result
    }

    private static func configuration(busyTimeout: Duration) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeout / .seconds(1))
        configuration.foreignKeysEnabled = true
        return configuration
    }

    /// Switching a new file to WAL does not honour the busy timeout in every step of SQLite, so processes that
    /// create one file at the same moment try again, for about two seconds in all.
    private static func openPool(path: String, _ configuration: Configuration) throws -> DatabasePool {
        for attempt in 1...20 {
            do {
                return try DatabasePool(path: path, configuration: configuration)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
                Thread.sleep(forTimeInterval: 0.01 * Double(attempt))
            }
        }
        return try DatabasePool(path: path, configuration: configuration)
    }
}
