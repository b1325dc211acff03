/// A text as words with what stands between them: a mark before each word, and one after the last.
///
///     in 3 days – 12.5 °C        words  in  3  days  12.5  C
///                                marks  ""  " "  " "  " – "  " °"  ""
struct WordedText {
    private(set) var words: [[UInt8]] = []
    private(set) var marks: [[UInt8]] = []

    /// - Parameter joins: `-` and `_` are letters, as in base64; otherwise a number with its sign and its fraction is one
    ///   word.
    init(_ text: [UInt8], joins: Bool = false) {
        var mark: [UInt8] = []
        var index = 0
        while index < text.count {
            var end = joins ? index : Self.numberEnd(text, index)
            if end == index {
                while end < text.count, joins ? Self.isJoined(text, end) : TextSegments.isLetter(text, at: end) {
                    end += 1
                }
            }
            guard end > index else {
                mark.append(text[index])
                index += 1
                continue
            }
            end = Self.filled(text, index..<end)
            words.append(Array(text[index..<end]))
            marks.append(mark)
            mark = []
            index = end
        }
        marks.append(mark)
    }

    /// One mark stands between all words, and none around them.
    var separator: [UInt8]? {
        guard words.count > 1, marks.first == [], marks.last == [] else { return nil }
        let inner = marks.dropFirst().dropLast()
        return inner.allSatisfy { $0 == inner.first } ? inner.first : nil
    }

    /// With the `=` that fill base64 up.
    private static func filled(_ text: [UInt8], _ word: Range<Int>) -> Int {
        guard word.count >= shortestBase64 else { return word.upperBound }
        let end = text[word.upperBound...].prefix { $0 == UInt8(ascii: "=") }.endIndex
        guard end - word.upperBound <= 2, end == text.count || !isJoined(text, end) else { return word.upperBound }
        return end
    }

    private static let shortestBase64 = 6

    private static func isJoined(_ text: [UInt8], _ index: Int) -> Bool {
        TextSegments.isLetter(text, at: index) || text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "_")
    }

    /// Where a number ends that begins here and has a sign or a fraction; here where none does. Rows of numbers with more
    /// than one point are none: versions, addresses.
    private static func numberEnd(_ text: [UInt8], _ start: Int) -> Int {
        var index = start
        let before = start > 0 ? text[start - 1] : 0x20
        guard !TextSegments.isLetter(text, at: start - 1), before != UInt8(ascii: ".") else { return start }
        let isSigned = text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+")
        if isSigned {
            guard " (=:,;|[".utf8.contains(before) else { return start }
            index += 1
        }
        let whole = text[index...].prefix(while: TextSegments.isDigit)
        guard !whole.isEmpty else { return start }
        index = whole.endIndex
        if index < text.count, text[index] == UInt8(ascii: ".") {
            let fraction = text[(index + 1)...].prefix(while: TextSegments.isDigit)
            if !fraction.isEmpty {
                let end = fraction.endIndex
                let goesOn =
                    end + 1 < text.count && text[end] == UInt8(ascii: ".") && TextSegments.isDigit(text[end + 1])
                guard !goesOn else { return start }
                index = end
            }
        }
        // A unit may stand at once behind it: `12ms`.
        while index < text.count, TextSegments.isLetter(text, at: index) { index += 1 }
        return index
    }
}
