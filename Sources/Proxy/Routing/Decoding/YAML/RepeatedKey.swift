/// Finds the second of two equal keys, because Yams says only where the first one stands.
enum RepeatedKey {
    /// The place of the next key with the same text in the same column, or in the rest of the same line.
    static func location(after line: Int, column: Int, in text: String) -> (line: Int, column: Int)? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.indices.contains(line - 1) else { return nil }
        let first = Array(lines[line - 1].unicodeScalars)
        guard first.indices.contains(column - 1) else { return nil }
        let key = first[(column - 1)...].prefix { $0 != ":" }
        let pattern = Array(key) + [":"]

        // In a flow map the two stand in one line.
        var start = column - 1 + pattern.count
        while start + pattern.count <= first.count {
            if first[start...].starts(with: pattern), !isPartOfWord(first[start - 1]) { return (line, start + 1) }
            start += 1
        }
        for (index, other) in lines.enumerated().dropFirst(line) {
            let scalars = Array(other.unicodeScalars)
            guard scalars.count >= column - 1 + pattern.count else { continue }
            let indent = scalars[..<(column - 1)]
            if indent.allSatisfy({ $0 == " " }), scalars[(column - 1)...].starts(with: pattern) {
                return (index + 1, column)
            }
        }
        return nil
    }

    private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar == "_" || scalar == "." || scalar == "-"
    }
}
