package import Database

/// Mints ids. The monolith counts from 1, a service from 1,000,000,000; rows of the other side never move a counter.
package enum Counters {
    package static let schema = """
        CREATE TABLE counters (entity TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
        """

    /// Where a service's ids begin.
    package static let firstOfService = 1_000_000_000

    /// Sets the first id of each entity; a counter that is there stays as it is.
    package static func prepare(_ entities: [String], first: Int, _ db: SQLConnection) throws {
        for entity in entities {
            try db.run("INSERT OR IGNORE INTO counters (entity, last) VALUES (?, ?)", entity, first - 1)
        }
    }

    /// The next id; rolled back with its transaction.
    package static func next(_ entity: String, _ db: SQLConnection) throws -> Int {
        try db.run("UPDATE counters SET last = last + 1 WHERE entity = ?", entity)
        guard let id: Int = try db.value("SELECT last FROM counters WHERE entity = ?", entity) else {
            throw SQLError(.other, "no counter for \(entity)")
        }
        return id
    }
}
