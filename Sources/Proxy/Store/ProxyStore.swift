import Database
import Foundation

/// What Ficus must not forget: revisions of the route table, flips, and the evidence of parity, in one SQLite file.
///
/// Every commit is on the disk before its call returns (`synchronous=FULL`), so a `kill -9` or a loss of power at any
/// moment loses nothing that was acknowledged. One process has the file open at a time.
package final class ProxyStore: Sendable {
    let database: SQLDatabase
    /// The file, as it was named.
    package let path: String
    /// Declared after `database`, and released by `close()` after it: see `StoreLock`.
    private let lock: StoreLock

    /// Opens the file or creates it. A file that is damaged, newer or not ours is refused and left as it is.
    package init(path: String) throws {
        self.path = path
        lock = try StoreLock(path: path)
        try StoreInspection.inspect(path: path)
        do {
            database = try SQLDatabase(path: path, durability: .full)
            try database.migrate(Schema.migrations)
        } catch let error as SQLError {
            throw StoreError.inaccessible(path: path, detail: error.message)
        }
    }

    /// Waits for running calls and closes the file; later calls throw.
    package func close() throws {
        try database.close()
    }
}
