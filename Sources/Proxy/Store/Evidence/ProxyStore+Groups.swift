import Database
import Foundation
import Parity

extension ProxyStore {
    /// Merges groups into those of an epoch; new ones beyond `groupLimit` are left out.
    static func add(_ groups: [DifferenceGroup], to epoch: Int, _ db: SQLConnection) throws {
        guard !groups.isEmpty else { return }
        var known: Int = try db.value("SELECT count(*) FROM difference_groups WHERE epoch = ?", epoch) ?? 0
        for group in groups {
            let content: String? = try db.value(
                "SELECT content FROM difference_groups WHERE epoch = ? AND pattern = ? AND class = ?", epoch,
                group.key.pattern, group.key.label)
            var merged = group
            if let content {
                merged = try JSONDecoder().decode(DifferenceGroup.self, from: Data(content.utf8))
                merged.merge(group)
            } else if known < groupLimit {
                known += 1
            } else {
                continue
            }
            try db.run(
                """
                INSERT INTO difference_groups VALUES (?, ?, ?, ?)
                ON CONFLICT (epoch, pattern, class) DO UPDATE SET content = excluded.content
                """, epoch, group.key.pattern, group.key.label,
                String(decoding: try JSONEncoder().encode(merged), as: UTF8.self))
        }
    }

    /// The groups of an epoch, most frequent first.
    static func groups(of epoch: Int, _ db: SQLConnection) throws -> [DifferenceGroup] {
        try db.rows("SELECT content FROM difference_groups WHERE epoch = ? ORDER BY pattern, class", epoch)
            .map { row in
                let content: String = try row[0]
                return try JSONDecoder().decode(DifferenceGroup.self, from: Data(content.utf8))
            }
            .sorted { $0.count > $1.count }
    }
}
