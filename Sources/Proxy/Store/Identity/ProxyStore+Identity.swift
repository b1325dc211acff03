import Database
package import Parity

extension ProxyStore {
    /// All pairs of ids that are kept, oldest first.
    package func identities() async throws -> IdentityMap {
        try await database.read { db in
            var map = IdentityMap()
            let columns = "service, domain, monolith_id, service_id, monolith_number, service_number, witness, time"
            try db.forEachRow("SELECT \(columns) FROM identities ORDER BY number", []) { row in
                map[IdentitySpace(service: try row[0], domain: try row[1])].insert(
                    IdentityPair(
                        monolith: try row[2], service: try row[3], isMonolithNumber: try row[4],
                        isServiceNumber: try row[5], witness: try row[6], time: try row[7]))
            }
            return map
        }
    }

    /// Adds pairs in one transaction; beyond the limit of a space its oldest go. A pair that would break one-to-one is
    /// left out: the file is never less strict than the memory.
    package func record(_ pairs: [(space: IdentitySpace, pair: IdentityPair)]) async throws {
        guard !pairs.isEmpty else { return }
        try await database.write { db in
            for (space, pair) in pairs {
                try db.run(
                    """
                    INSERT OR IGNORE INTO identities
                        (service, domain, monolith_id, service_id, monolith_number, service_number, witness, time)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """, space.service, space.domain, pair.monolith, pair.service, pair.isMonolithNumber,
                    pair.isServiceNumber, pair.witness, pair.time)
            }
            for space in Set(pairs.map(\.space)) { try Self.trim(space, db) }
        }
    }

    /// Forgets all pairs of some domains of a service.
    package func forgetIdentities(service: String, domains: Set<String>) async throws {
        try await database.write { db in
            for domain in domains {
                try db.run("DELETE FROM identities WHERE service = ? AND domain = ?", service, domain)
            }
        }
    }

    private static func trim(_ space: IdentitySpace, _ db: SQLConnection) throws {
        let last: Int? = try db.value(
            """
            SELECT number FROM identities WHERE service = ? AND domain = ? ORDER BY number DESC LIMIT 1 OFFSET ?
            """, space.service, space.domain, IdentityPairs.limit)
        guard let last else { return }
        try db.run(
            "DELETE FROM identities WHERE service = ? AND domain = ? AND number <= ?", space.service, space.domain, last
        )
    }
}
