/// Words in a row with one mark between them: `maple.stone.piano`, `lib/core/net`. Where they change places, or where there
/// are now more and now fewer of them, each may be any; otherwise each place has words of its own.
struct WordListShape {
    private let rows: [[[UInt8]]]
    private let separator: [UInt8]
    private let counts: ClosedRange<Int>
    private let isInOrder: Bool

    private static let separators = [", ", ",", "; ", ";", " | ", "|", "/", ".", "-", "_", " "].map { Array($0.utf8) }
    private static let longest = 40
    /// Longer texts are documents.
    private static let mostWords = 200

    /// nil where the texts are no such rows.
    ///
    /// - Parameter isInOrder: also rows whose words keep their places.
    init?(_ texts: [[UInt8]], isInOrder: Bool = false) {
        for separator in Self.separators {
            let rows = texts.map { Self.words($0, separator) }
            guard rows.contains(where: { $0.count > 1 }), let shape = Self.shape(rows, isInOrder) else { continue }
            self.rows = rows
            self.separator = separator
            counts = shape.counts
            self.isInOrder = shape.isInOrder
            // Sentences have now more and now fewer words.
            if separator == [0x20], shape.counts.count > 1 { return nil }
            return
        }
        return nil
    }

    /// Whether a row says something of a text: that sentences had as many words, or commas, may be chance.
    func tells(_ text: [UInt8]) -> Bool {
        !separator.contains(0x20) || counts.contains(Self.words(text, separator).count)
    }

    func problem(of text: [UInt8]) -> ShapeProblem? {
        let its = Self.words(text, separator)
        guard counts.contains(its.count) else { return .length }
        guard its.allSatisfy({ !$0.isEmpty }) else { return .format }
        if !isInOrder {
            let pool = RunShape(rows.flatMap { $0 })
            return its.lazy.compactMap { pool.problem(of: $0) }.first
        }
        for (place, word) in its.enumerated() {
            let theirs = rows.map { $0[place] }
            if theirs.contains(word) { continue }
            if theirs.allSatisfy({ $0 == theirs[0] }) { return .part }
            if let problem = RunShape(theirs).problem(of: word) { return problem }
        }
        return nil
    }

    private static func shape(_ rows: [[[UInt8]]], _ isInOrder: Bool) -> (counts: ClosedRange<Int>, isInOrder: Bool)? {
        guard rows.allSatisfy({ $0.count <= mostWords }) else { return nil }
        let words = rows.flatMap { $0 }
        let isWord = { (word: [UInt8]) in word.count <= longest && word.contains { !TextSegments.isDigit($0) } }
        guard words.allSatisfy(isWord), RunShape(words).areWords, let least = rows.map(\.count).min(),
            let most = rows.map(\.count).max()
        else { return nil }
        if least < most { return (1...most + (most - least), false) }
        if changePlaces(rows) { return (least...most, false) }
        return isInOrder && least > 1 ? (least...most, true) : nil
    }

    /// Whether a word stands at two places.
    private static func changePlaces(_ rows: [[[UInt8]]]) -> Bool {
        var places: [[UInt8]: Int] = [:]
        for row in rows {
            for (place, word) in row.enumerated() where places.updateValue(place, forKey: word) ?? place != place {
                return true
            }
        }
        return false
    }

    private static func words(_ text: [UInt8], _ separator: [UInt8]) -> [[UInt8]] {
        var words: [[UInt8]] = []
        var start = 0
        var index = 0
        while index + separator.count <= text.count {
            if text[index..<index + separator.count].elementsEqual(separator) {
                words.append(Array(text[start..<index]))
                index += separator.count
                start = index
            } else {
                index += 1
            }
        }
        return words + [Array(text[start...])]
    }
}
