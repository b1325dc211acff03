/// The shape of texts without times: what all of them share at both ends, back to the boundary of a token, and the kind
/// of text between.
struct LiteralShape {
    private let texts: [[UInt8]]

    init(_ texts: [[UInt8]]) {
        self.texts = texts
    }

    func problem(of text: [UInt8]) -> ShapeProblem? {
        guard let first = texts.first, !texts.contains(text) else { return nil }
        guard texts.contains(where: { $0 != first }) else {
            // All of the same: nothing here is known to move.
            return .part
        }
        // In a link also short numbers are names.
        let isLink = first.first == UInt8(ascii: "/") || BaseURL.originEnd(first) != nil
        if !isLink, let shape = WordListShape(texts) { return shape.problem(of: text) }
        // Short numbers that two texts share at an end may be chance.
        let marks = texts.count < 3 && !isLink ? ". ,:-/" : ". ,:"
        let prefix = Self.sharedPrefix(texts, marks: marks)
        guard text.starts(with: first[..<prefix]) else { return .prefix }
        let suffix = Self.sharedSuffix(texts, after: prefix, marks: marks.filter { $0 != " " })
        guard text.count >= prefix + suffix, text.suffix(suffix).elementsEqual(first.suffix(suffix)) else {
            return .suffix
        }
        if texts.contains(where: { TextForm.withoutPercents($0) != $0 }) {
            return Self.core(
                texts.map { Self.unescaped($0[prefix..<$0.count - suffix]) },
                Self.unescaped(text[prefix..<text.count - suffix]), isLink: isLink, isWhole: prefix == 0)
        }
        return Self.core(
            texts.map { Array($0[prefix..<$0.count - suffix]) }, Array(text[prefix..<text.count - suffix]),
            isLink: isLink, isWhole: prefix == 0)
    }

    /// The same where another text may stand although all of these are one: words may be others, ids and links not.
    func problemOfOther(_ text: [UInt8]) -> ShapeProblem? {
        guard let first = texts.first, text != first else { return nil }
        let isLink = first.first == UInt8(ascii: "/") || BaseURL.originEnd(first) != nil
        let added = Alphabet([text]).punctuation.subtracting(Alphabet([first]).punctuation)
        guard !isLink, RunShape([first]).areWords, RunShape([text]).areWords, added.isSubset(of: " .,'-".utf8) else {
            return .part
        }
        return RunShape([first]).problem(of: text)
    }

    /// Without percent signs; `+` and `/` of base64 are the letters that links have for them.
    private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
        TextForm.withoutPercents(
            Array(
                String(decoding: text, as: UTF8.self).replacing("%2F", with: "_").replacing("%2f", with: "_")
                    .replacing("%2B", with: "-").replacing("%2b", with: "-").utf8))
    }

    /// Bytes that all begin with, up to and with the last that separates tokens.
    private static func sharedPrefix(_ texts: [[UInt8]], marks: String) -> Int {
        var count = texts.map(\.count).min() ?? 0
        for text in texts.dropFirst() {
            count = zip(texts[0][..<count], text).enumerated().first { $1.0 != $1.1 }?.offset ?? count
        }
        let first = texts[0]
        var end = first[..<count].indices.last { isBoundary($0, of: first) }.map { $0 + 1 } ?? 0
        // The first digits of numbers may be the same by chance.
        while end > 0, marks.utf8.contains(texts[0][end - 1]) {
            let start =
                texts[0][..<(end - 1)].indices.last { !TextSegments.isLetter(texts[0], at: $0) }.map { $0 + 1 } ?? 0
            guard (1...2).contains(end - 1 - start), texts[0][start..<(end - 1)].allSatisfy(TextSegments.isDigit),
                !isVersion(texts[0], around: end - 1)
            else { break }
            end = start
        }
        return end
    }

    /// Whether a point is the second of a row of numbers, or a later one: so much is not there by chance.
    private static func isVersion(_ text: [UInt8], around point: Int) -> Bool {
        let row = text[...point].reversed().prefix { TextSegments.isDigit($0) || $0 == UInt8(ascii: ".") }
        return row.count { $0 == UInt8(ascii: ".") } > 1
    }

    /// Whether a token ends at a byte. `-` and `_` are letters in a long run of base64, but near its beginning, where they
    /// may end a tag: `sk_live_`.
    private static func isBoundary(_ index: Int, of text: [UInt8]) -> Bool {
        guard !TextSegments.isLetter(text, at: index) else {
            // `0x` says what follows.
            return index == 1 && text[0] == UInt8(ascii: "0") && text[1] == UInt8(ascii: "x")
        }
        guard !isWithinNumber(index, of: text) else { return false }
        guard isBase64(text, index) else { return true }
        // What stands around it tells enough of a run that goes on for long.
        let around = max(0, index - runReach)..<min(text.count, index + runReach)
        let start =
            text[around.lowerBound..<index].indices.last { !isBase64(text, $0) }.map { $0 + 1 } ?? around.lowerBound
        let end = text[index..<around.upperBound].indices.first { !isBase64(text, $0) } ?? around.upperBound
        let run = Alphabet([Array(text[start..<end])])
        let isEncoded = run.total >= 24 && run.digits > 0 && run.lower > 0 && run.upper > 0
        return !isEncoded || index - start < 12
    }

    private static let runReach = 64

    /// The point of a fraction, and the sign of a number: `-12.5`.
    private static func isWithinNumber(_ index: Int, of text: [UInt8]) -> Bool {
        guard index + 1 < text.count, TextSegments.isDigit(text[index + 1]) else { return false }
        let before = index > 0 ? text[index - 1] : 0x20
        switch text[index] {
        case UInt8(ascii: "."):
            guard TextSegments.isDigit(before) else { return false }
            let row = (
                text[..<index].reversed().prefix { TextSegments.isDigit($0) || $0 == UInt8(ascii: ".") },
                text[(index + 1)...].prefix { TextSegments.isDigit($0) || $0 == UInt8(ascii: ".") }
            )
            return !row.0.contains(UInt8(ascii: ".")) && !row.1.dropLast().contains(UInt8(ascii: "."))
                && !TextSegments.isLetter(text, at: index - row.0.count - 1)
        case UInt8(ascii: "-"), UInt8(ascii: "+"): return " (=:,;|[".utf8.contains(before)
        default: return false
        }
    }

    private static func sharedSuffix(_ texts: [[UInt8]], after prefix: Int, marks: String) -> Int {
        var count = (texts.map(\.count).min() ?? 0) - prefix
        for text in texts.dropFirst() {
            count =
                zip(texts[0].suffix(count).reversed(), text.suffix(count).reversed())
                .enumerated().first { $1.0 != $1.1 }?.offset ?? count
        }
        let shared = texts[0].suffix(count)
        // How base64 is filled up depends on its length alone.
        guard !shared.allSatisfy({ $0 == UInt8(ascii: "=") }) else { return 0 }
        guard var start = shared.indices.first(where: { isBoundary($0, of: texts[0]) }) else { return 0 }
        // The last digits of numbers may be the same by chance.
        if start > 0, TextSegments.isDigit(texts[0][start - 1]), marks.utf8.contains(texts[0][start]) {
            let digits = texts[0][(start + 1)...].prefix(while: TextSegments.isDigit)
            if (1...2).contains(digits.count) { start = digits.endIndex }
        }
        guard start < texts[0].count else { return 0 }
        // Random text in base64 ends in `-`, or in `_x`, by chance.
        let end = texts[0][start...]
        let isChance = end.count < 3 && (end.first == UInt8(ascii: "-") || end.first == UInt8(ascii: "_"))
        return isChance || isFullStop(end, of: texts) ? 0 : end.count
    }

    /// Sentences of their own, of different numbers of words, end alike because sentences do.
    private static func isFullStop(_ end: ArraySlice<UInt8>, of texts: [[UInt8]]) -> Bool {
        guard end.count == 1, let mark = end.first, ".!?".utf8.contains(mark) else { return false }
        let words = texts.map { $0.count { $0 == UInt8(ascii: " ") } }
        return words.allSatisfy { $0 > 0 } && Set(words).count > 1
    }

    /// Token by token where all have the same separators in the same order, else as one run. `-` and `_` separate tokens,
    /// unless they stand now here and now there: then they are letters of base64, as in the parts of a JWT.
    private static func core(_ own: [[UInt8]], _ text: [UInt8], isLink: Bool, isWhole: Bool) -> ShapeProblem? {
        if text.isEmpty { return own.contains(where: \.isEmpty) ? nil : .length }
        let own = own.filter { !$0.isEmpty }
        // A number is one thing, whatever of it stood still.
        if own.allSatisfy({ WrittenNumber($0)?.hasExponent == false && $0.contains(UInt8(ascii: ".")) }) {
            return WrittenNumber(text) == nil ? .format : NumberShape(own).problem(of: text, isPadded: isWhole)
        }
        if let shape = PhraseShape(own) { return shape.problem(of: text) }
        for joins in [false, true] {
            let texts = own.map { WordedText($0, joins: joins) }
            let its = WordedText(text, joins: joins)
            guard haveOneSkeleton(texts + [its]), joins || !areLetters(texts) else { continue }
            return wordwise(texts.map(\.words), its.words, isLink: isLink)
        }
        if !isLink, let row = WordListShape(own, isInOrder: true), row.tells(text) { return row.problem(of: text) }
        let skeletons = Set(own.map { WordedText($0).marks.flatMap { $0 } })
        // Between numbers also spaces and dashes say how they are written.
        let areNumbers = own.allSatisfy { text in
            text.indices.allSatisfy { TextSegments.isDigit(text[$0]) || !TextSegments.isLetter(text, at: $0) }
        }
        if skeletons.count == 1, let skeleton = skeletons.first,
            areNumbers && !skeleton.isEmpty || skeleton.contains(where: isSymbol),
            skeleton != WordedText(text).marks.flatMap({ $0 })
        {
            return .format
        }
        // Three words with points between are not two.
        if let separator = WordedText(own[0]).separator, separator != [0x20], let marks = skeletons.first,
            skeletons.count == 1, marks.count > separator.count, WordedText(text).separator == separator
        {
            return .length
        }
        return RunShape(own, isWhole: isWhole).problem(of: text)
    }

    /// Whether all have the same marks, and any that are not there to fill up base64.
    private static func haveOneSkeleton(_ texts: [WordedText]) -> Bool {
        guard let marks = texts.first?.marks, texts.allSatisfy({ $0.marks == marks }) else { return false }
        return marks.contains { $0.contains { $0 != UInt8(ascii: "=") } }
    }

    /// Whether `-` and `_` are all that parts the words, and stand at other places in each: letters of base64 that all have
    /// as often by chance.
    private static func areLetters(_ texts: [WordedText]) -> Bool {
        let marks = texts[0].marks.dropFirst().dropLast()
        guard !marks.isEmpty, marks.allSatisfy({ $0 == [UInt8(ascii: "-")] || $0 == [UInt8(ascii: "_")] }) else {
            return false
        }
        let words = texts.flatMap(\.words)
        return !RunShape([words.flatMap { $0 }]).areWords
            && texts.contains { $0.words.map(\.count) != texts[0].words.map(\.count) }
            && Set(texts.map { $0.words.reduce(0) { $0 + $1.count } }).count == 1
    }

    private static func isBase64(_ text: [UInt8], _ index: Int) -> Bool {
        TextSegments.isLetter(text, at: index) || text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "_")
    }

    private static func wordwise(_ own: [[[UInt8]]], _ its: [[UInt8]], isLink: Bool) -> ShapeProblem? {
        if let groups = HexGroups(own) { return groups.problem(of: its) }
        for (place, word) in its.enumerated() {
            let theirs = own.map { $0[place] }
            if theirs.contains(word) { continue }
            let isUnit = place > 0 && WrittenNumber(its[place - 1]) != nil
            if theirs.allSatisfy({ $0 == theirs[0] }), isLink || isFixed(theirs[0], isSure: isUnit || own.count > 2) {
                // `1 hour`, `2 hours`
                guard isUnit, areOneWord(theirs[0], word) else { return .part }
                continue
            }
            if let problem = problem(of: word, among: theirs) { return problem }
        }
        return nil
    }

    private static func problem(of word: [UInt8], among own: [[UInt8]]) -> ShapeProblem? {
        if let shape = PhraseShape(own) { return shape.problem(of: word) }
        let areNumbers = (own + [word]).allSatisfy { WrittenNumber($0)?.hasExponent == false }
        guard areNumbers,
            (own + [word]).contains(where: { !TextSegments.isDigit($0[0]) || $0.contains(UInt8(ascii: ".")) })
        else { return RunShape(own).problem(of: word) }
        let isPlus = { (text: [UInt8]) in text[0] == UInt8(ascii: "+") }
        if isPlus(word) ? !own.contains(where: isPlus) : own.allSatisfy(isPlus) && word[0] != UInt8(ascii: "-") {
            return .format
        }
        return NumberShape(own).problem(of: word, isPadded: true)
    }

    /// The singular and the plural of one word.
    private static func areOneWord(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        let (short, long) = one.count < other.count ? (one, other) : (other, one)
        return long.count == short.count + 1 && long.last == UInt8(ascii: "s") && long.starts(with: short)
    }

    /// Whether a word that all have is no chance: of a short number or a letter it may be, unless it stands in a link, is
    /// a unit, or many have it.
    private static func isFixed(_ word: [UInt8], isSure: Bool) -> Bool {
        if word.isEmpty { return false }
        let hasLetter = word.contains(where: isOfAlphabet)
        return word.count > 2 || hasLetter && (word.count > 1 || isSure)
    }

    /// Neither of a word, nor of a sentence, nor of base64.
    private static func isSymbol(_ byte: UInt8) -> Bool {
        !TextSegments.isWord(byte) && !" -_+/=.,'!?:;\n\t\r".utf8.contains(byte)
    }

    private static func isOfAlphabet(_ byte: UInt8) -> Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 }
}
