import Database

/// The audit trail's hash chain: each hash covers its record and the hash before it, so a record that is changed,
/// removed or put in shows from there on.
enum FlipChain {
    /// The chain does not verify from this flip on.
    struct Broken: Error {
        let sequence: Int
    }

    /// What stands before the first flip.
    static let origin = String(repeating: "0", count: 64)

    static func hash(previous: String, sequence: Int, record: String) -> String {
        Digest.hex(of: "\(previous)\n\(sequence)\n\(record)")
    }

    /// Recomputes every hash and returns the last one. The row counter that SQLite keeps beside the table shows
    /// when flips were cut off at the end, which the chain alone cannot.
    @discardableResult
    static func verify(_ db: SQLConnection) throws -> String {
        var head = origin
        var expected = 1
        try db.forEachRow("SELECT sequence, record, hash FROM flips ORDER BY sequence", []) { row in
            let sequence: Int = try row[0]
            let hash = hash(previous: head, sequence: sequence, record: try row[1])
            guard sequence == expected, hash == (try row[2] as String) else { throw Broken(sequence: expected) }
            head = hash
            expected += 1
        }
        let counter: Int = try db.value("SELECT seq FROM sqlite_sequence WHERE name = 'flips'") ?? 0
        guard counter == expected - 1 else { throw Broken(sequence: expected) }
        return head
    }
}
