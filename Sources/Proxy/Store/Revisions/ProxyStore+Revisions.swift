import Database
package import Foundation
package import Routing

extension ProxyStore {
    /// Keeps the folder's text as the last good revision and returns it. The same text as last time stays the same
    /// revision.
    package func saveRevision(files: [SourceFile], who: String, time: Date) async throws -> Revision {
        let files = files.sorted { $0.name < $1.name }
        let text = try StoredFile.json(files)
        let hash = Digest.hex(of: text)
        return try await database.write { db in
            if let last = try Self.lastRevision(db), last.hash == hash { return last }
            try db.run("INSERT INTO revisions (time, who, hash, files) VALUES (?, ?, ?, ?)", time, who, hash, text)
            return Revision(number: db.lastInsertedID, time: time, who: who, hash: hash, files: files)
        }
    }

    /// The last good revision, or nil in a new store.
    package func lastRevision() async throws -> Revision? {
        try await database.read { try Self.lastRevision($0) }
    }

    private static func lastRevision(_ db: SQLConnection) throws -> Revision? {
        guard let row = try db.row("SELECT * FROM revisions ORDER BY number DESC LIMIT 1") else { return nil }
        return Revision(
            number: try row["number"], time: try row["time"], who: try row["who"], hash: try row["hash"],
            files: try StoredFile.files(row["files"]))
    }
}

/// A file of a revision as it is kept: what passed the checks is text.
private struct StoredFile: Codable {
    var name: String
    var text: String

    static func json(_ files: [SourceFile]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let stored = files.map { StoredFile(name: $0.name, text: String(decoding: $0.bytes, as: UTF8.self)) }
        return String(decoding: try encoder.encode(stored), as: UTF8.self)
    }

    static func files(_ json: String) throws -> [SourceFile] {
        try JSONDecoder().decode([StoredFile].self, from: Data(json.utf8)).map {
            SourceFile(name: $0.name, text: $0.text)
        }
    }
}
