/// The known name that somebody who wrote `word` most likely meant.
enum NearestName {
    /// The nearest name within a third of the word's length of edits (at least one), or nil.
    static func of(_ word: String, among names: some Sequence<String>) -> String? {
        let limit = max(1, word.unicodeScalars.count / 3)
        let ranked = names.map { (name: $0, distance: distance(word.lowercased(), $0.lowercased())) }
        return ranked.filter { $0.distance <= limit }.min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
    }

    /// "did you mean `x`?", or the list of what there is.
    static func hint(_ word: String, among names: some Collection<String>) -> String {
        if let nearest = of(word, among: names) { return "did you mean \(nearest)?" }
        return names.isEmpty ? "there is none" : "there is " + names.sorted().joined(separator: ", ")
    }

    /// Levenshtein, with a swap of neighbours counted as one edit.
    static func distance(_ a: String, _ b: String) -> Int {
        let (a, b) = (Array(a.unicodeScalars), Array(b.unicodeScalars))
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1] + [Int](repeating: 0, count: b.count)
            for j in b.indices {
                row[j + 1] = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1)
                }
            }
            beforeLast = last
            last = row
        }
        return last[b.count]
    }
}
