/// A member that is none, and whose name is so near to one that there is that nobody means another thing by it.
enum Misspelling {
    /// The name that was meant; nil for a known one, and for one that has nothing to do with any.
    static func meant(by name: String, among names: some Sequence<String>) -> String? {
        let small = plain(name)
        var nearest: (name: String, distance: Int)?
        for known in names {
            if known == name { return nil }
            let distance = distance(small, plain(known))
            let limit = name.utf8.count < 5 ? 0 : name.utf8.count < 12 ? 1 : 2
            if distance <= limit, distance < nearest?.distance ?? .max { nearest = (known, distance) }
        }
        return nearest?.name
    }

    /// Without case and separators: `monolithAgain` is `monolith_again`.
    private static func plain(_ name: String) -> [UInt8] {
        name.lowercased().utf8.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }
    }

    /// Edits, a swap of neighbours being one.
    private static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
        var rows = [Array(0...other.count)]
        for i in one.indices {
            var row = [i + 1]
            for j in other.indices {
                var cost = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (one[i] == other[j] ? 0 : 1))
                if i > 0, j > 0, one[i] == other[j - 1], one[i - 1] == other[j] {
                    cost = min(cost, rows[i - 1][j - 1] + 1)
                }
                row.append(cost)
            }
            rows.append(row)
        }
        return rows[one.count][other.count]
    }
}
