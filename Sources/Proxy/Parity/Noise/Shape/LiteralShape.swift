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
        let prefix = Self.sharedPrefix(texts)
        guard text.starts(with: first[..<prefix]) else { return .prefix }
        let suffix = Self.sharedSuffix(texts, after: prefix)
        guard text.count >= prefix + suffix, text.suffix(suffix).elementsEqual(first.suffix(suffix)) else {
            return .suffix
        }
        // In a link also short numbers are names.
        let isLink = first.first == UInt8(ascii: "/") || BaseURL.originEnd(first) != nil
        return Self.core(
            texts.map { Array($0[prefix..<$0.count - suffix]) }, Array(text[prefix..<text.count - suffix]),
            isLink: isLink, isWhole: prefix == 0)
    }

    /// Bytes that all begin with, up to and with the last that separates tokens.
    private static func sharedPrefix(_ texts: [[UInt8]]) -> Int {
        var count = texts.map(\.count).min() ?? 0
        for text in texts.dropFirst() {
            count = zip(texts[0][..<count], text).enumerated().first { $1.0 != $1.1 }?.offset ?? count
        }
        let first = texts[0]
        var end = first[..<count].indices.last { isBoundary($0, of: first) }.map { $0 + 1 } ?? 0
        // The first digits of numbers may be the same by chance.
        while end > 0, ". ,:".utf8.contains(texts[0][end - 1]) {
            let start = (texts[0][..<(end - 1)].lastIndex { !TextSegments.isLetter($0) }).map { $0 + 1 } ?? 0
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
        guard !TextSegments.isLetter(text[index]) else {
            // `0x` says what follows.
            return index == 1 && text[0] == UInt8(ascii: "0") && text[1] == UInt8(ascii: "x")
        }
        guard isBase64(text[index]) else { return true }
        let start = text[..<index].lastIndex { !isBase64($0) }.map { $0 + 1 } ?? 0
        let end = text[index...].firstIndex { !isBase64($0) } ?? text.count
        let run = Alphabet([Array(text[start..<end])])
        let isEncoded = run.total >= 24 && run.digits > 0 && run.lower > 0 && run.upper > 0
        return !isEncoded || index - start < 12
    }

    private static func sharedSuffix(_ texts: [[UInt8]], after prefix: Int) -> Int {
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
        if start > 0, TextSegments.isDigit(texts[0][start - 1]), ".,:".utf8.contains(texts[0][start]) {
            let digits = texts[0][(start + 1)...].prefix(while: TextSegments.isDigit)
            if (1...2).contains(digits.count) { start = digits.endIndex }
        }
        guard start < texts[0].count else { return 0 }
        // Random text in base64 ends in `-`, or in `_x`, by chance.
        let end = texts[0][start...]
        let isChance = end.count < 3 && (end.first == UInt8(ascii: "-") || end.first == UInt8(ascii: "_"))
        return isChance ? 0 : end.count
    }

    /// Token by token where all have the same separators in the same order, else as one run. `-` and `_` separate tokens,
    /// unless they stand now here and now there: then they are letters of base64, as in the parts of a JWT.
    private static func core(_ own: [[UInt8]], _ text: [UInt8], isLink: Bool, isWhole: Bool) -> ShapeProblem? {
        if text.isEmpty { return own.contains(where: \.isEmpty) ? nil : .length }
        let own = own.filter { !$0.isEmpty }
        // A number is one thing, whatever of it stood still.
        if own.allSatisfy({ WrittenNumber($0)?.hasExponent == false && $0.contains(UInt8(ascii: ".")) }) {
            return WrittenNumber(text) == nil ? .format : NumberShape(own).problem(of: text, isPadded: true)
        }
        if let shape = PhraseShape(own) { return shape.problem(of: text) }
        if let isLetter = [TextSegments.isLetter, isBase64].first(where: { haveOneSkeleton(own + [text], $0) }) {
            return tokenwise(own, text, isLink: isLink, isLetter)
        }
        let skeletons = Set(own.map { text in text.filter { !TextSegments.isLetter($0) } })
        // Between numbers also spaces and dashes say how they are written.
        let areNumbers = own.allSatisfy { $0.allSatisfy { TextSegments.isDigit($0) || !TextSegments.isLetter($0) } }
        if skeletons.count == 1, let skeleton = skeletons.first,
            areNumbers && !skeleton.isEmpty || skeleton.contains(where: isSymbol),
            skeleton != text.filter({ !TextSegments.isLetter($0) })
        {
            return .format
        }
        return RunShape(own, isWhole: isWhole).problem(of: text)
    }

    private static func haveOneSkeleton(_ texts: [[UInt8]], _ isLetter: (UInt8) -> Bool) -> Bool {
        let skeletons = Set(texts.map { text in text.filter { !isLetter($0) } })
        return skeletons.count == 1 && skeletons.allSatisfy { $0.contains { $0 != UInt8(ascii: "=") } }
    }

    private static func isBase64(_ byte: UInt8) -> Bool {
        TextSegments.isLetter(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }

    private static func tokenwise(
        _ own: [[UInt8]], _ text: [UInt8], isLink: Bool, _ isLetter: (UInt8) -> Bool
    ) -> ShapeProblem? {
        func tokens(_ text: [UInt8]) -> [[UInt8]] {
            text.split(omittingEmptySubsequences: false) { !isLetter($0) }.map(Array.init)
        }
        let theirTokens = own.map(tokens)
        if let groups = HexGroups(theirTokens) { return groups.problem(of: tokens(text)) }
        for (place, token) in tokens(text).enumerated() {
            let theirs = theirTokens.map { $0[place] }
            if theirs.contains(token) { continue }
            if theirs.allSatisfy({ $0 == theirs[0] }), isFixed(theirs[0], isLink: isLink) { return .part }
            if let shape = PhraseShape(theirs) {
                if let problem = shape.problem(of: token) { return problem }
                continue
            }
            if let problem = RunShape(theirs).problem(of: token) { return problem }
        }
        return nil
    }

    /// Whether a token that all have is no chance: of a short number or a letter it may be.
    private static func isFixed(_ token: [UInt8], isLink: Bool) -> Bool {
        !token.isEmpty && (isLink || token.count > 2 || token.count > 1 && token.contains(where: isOfAlphabet))
    }

    /// Neither of a word, nor of a sentence, nor of base64.
    private static func isSymbol(_ byte: UInt8) -> Bool {
        byte < 0x80 && !TextSegments.isLetter(byte) && !" -_+/=.,'!?:;\n\t\r".utf8.contains(byte)
    }

    private static func isOfAlphabet(_ byte: UInt8) -> Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 }
}
