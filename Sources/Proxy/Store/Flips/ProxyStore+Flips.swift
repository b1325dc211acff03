import Database
import Foundation
import Routing

extension ProxyStore {
    /// Writes a flip at the end of the chain. When this returns, the flip is on the disk.
    @discardableResult
    package func append(_ flip: Flip) async throws -> StoredFlip {
        let record = String(decoding: try Self.flipEncoder().encode(flip), as: UTF8.self)
        return try await database.write { db in
            let last = try db.row("SELECT sequence, hash FROM flips ORDER BY sequence DESC LIMIT 1")
            let sequence = try last.map { try $0["sequence"] as Int + 1 } ?? 1
            let hash = FlipChain.hash(
                previous: try last?["hash"] ?? FlipChain.origin, sequence: sequence, record: record)
            try db.run("INSERT INTO flips VALUES (?, ?, ?)", sequence, record, hash)
            return StoredFlip(sequence: sequence, flip: flip, hash: hash)
        }
    }

    /// All flips, oldest first, after the chain has been verified; throws `StoreError.brokenChain` otherwise.
    package func flips() async throws -> [StoredFlip] {
        do {
            return try await database.read { db in
                try FlipChain.verify(db)
                let decoder = Self.flipDecoder()
                return try db.rows("SELECT sequence, record, hash FROM flips ORDER BY sequence").map { row in
                    let record: String = try row["record"]
                    return StoredFlip(
                        sequence: try row["sequence"], flip: try decoder.decode(Flip.self, from: Data(record.utf8)),
                        hash: try row["hash"])
                }
            }
        } catch let error as FlipChain.Broken {
            throw StoreError.brokenChain(path: path, sequence: error.sequence)
        }
    }

    private static func flipEncoder() -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .millisecondsSince1970
        return encoder
    }

    private static func flipDecoder() -> JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .millisecondsSince1970
        return decoder
    }
}
