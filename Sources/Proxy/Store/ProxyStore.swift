import Database
import Foundation
import Synchronization

/// What Ficus must not forget: revisions of the route table, flips, and the evidence of parity, in one SQLite file.
///
/// Every commit is on the disk before its call returns (`synchronous=FULL`), so a `kill -9` or a loss of power at any
/// moment loses nothing that was acknowledged. One process has the file open at a time; it can be closed for another
/// process and opened again.
package final class ProxyStore: Sendable {
    /// The file, as it was named.
    package let path: String
    private let opened: Mutex<Opened?>

    /// The file with its lock, which is released after the file has been closed: see `StoreLock`.
    private struct Opened {
        let database: SQLDatabase
        let lock: StoreLock
    }

    /// Opens the file or creates it. A file that is damaged, newer or not ours is refused and left as it is.
    package init(path: String) throws {
        self.path = path
        opened = Mutex(try Self.open(path))
    }

    /// Throws while the store is closed.
    var database: SQLDatabase {
        get throws {
            guard let database = opened.withLock({ $0?.database }) else { throw StoreError.closed(path: path) }
            return database
        }
    }

    /// Waits for running calls and closes the file, so that another process can open it; later calls throw.
    package func close() throws {
        try opened.withLock { opened in
            try opened?.database.close()
            opened = nil
        }
    }

    /// Opens the file again after `close`, with the same checks as at first.
    package func reopen() throws {
        try opened.withLock { if $0 == nil { $0 = try Self.open(path) } }
    }

    private static func open(_ path: String) throws -> Opened {
        let lock = try StoreLock(path: path)
        try StoreInspection.inspect(path: path)
        do {
            let database = try SQLDatabase(path: path, durability: .full)
            try database.migrate(Schema.migrations)
            return Opened(database: database, lock: lock)
        } catch let error as SQLError {
            throw StoreError.inaccessible(path: path, detail: error.message)
        }
    }
}
