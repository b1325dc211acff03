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
        return Self.core(texts.map { Array($0[prefix..<$0.count - suffix]) }, Array(text[prefix..<text.count - suffix]))
    }

    /// Bytes that all begin with, up to and with the last that separates tokens.
    private static func sharedPrefix(_ texts: [[UInt8]]) -> Int {
        var count = texts.map(\.count).min() ?? 0
        for text in texts.dropFirst() {
            count = zip(texts[0][..<count], text).enumerated().first { $1.0 != $1.1 }?.offset ?? count
        }
        let first = texts[0]
        return first[..<count].indices.last { isBoundary($0, of: first) }.map { $0 + 1 } ?? 0
    }

    /// Whether a token ends at a byte. `-` and `_` are letters in a long run of base64, but near its beginning, where they
    /// may end a tag: `sk_live_`.
    private static func isBoundary(_ index: Int, of text: [UInt8]) -> Bool {
        guard !TextSegments.isWord(text[index]) else { return false }
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
        return shared.indices.first { isBoundary($0, of: texts[0]) }.map { texts[0].count - $0 } ?? 0
    }

    /// Token by token where all have the same separators in the same order, else as one run. `-` and `_` separate tokens,
    /// unless they stand now here and now there: then they are letters of base64, as in the parts of a JWT.
    private static func core(_ own: [[UInt8]], _ text: [UInt8]) -> ShapeProblem? {
        if text.isEmpty { return own.contains(where: \.isEmpty) ? nil : .length }
        let own = own.filter { !$0.isEmpty }
        let isLetter = [TextSegments.isWord, isBase64].first { haveOneSkeleton(own + [text], $0) }
        guard let isLetter else { return RunShape(own).problem(of: text) }
        return tokenwise(own, text, isLetter)
    }

    private static func haveOneSkeleton(_ texts: [[UInt8]], _ isLetter: (UInt8) -> Bool) -> Bool {
        let skeletons = Set(texts.map { text in text.filter { !isLetter($0) } })
        return skeletons.count == 1 && skeletons.allSatisfy { $0.contains { $0 != UInt8(ascii: "=") } }
    }

    private static func isBase64(_ byte: UInt8) -> Bool {
        TextSegments.isWord(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }

    private static func tokenwise(
        _ own: [[UInt8]], _ text: [UInt8], _ isLetter: (UInt8) -> Bool
    ) -> ShapeProblem? {
        func tokens(_ text: [UInt8]) -> [[UInt8]] {
            text.split(omittingEmptySubsequences: false) { !isLetter($0) }.map(Array.init)
        }
        let theirTokens = own.map(tokens)
        for (place, token) in tokens(text).enumerated() {
            let theirs = theirTokens.map { $0[place] }
            if theirs.contains(token) { continue }
            let isWord =
                theirs.allSatisfy { $0 == theirs[0] } && theirs[0].count > 1 && theirs[0].allSatisfy(isOfAlphabet)
            if isWord { return .part }
            if let problem = RunShape(theirs).problem(of: token) { return problem }
        }
        return nil
    }

    private static func isOfAlphabet(_ byte: UInt8) -> Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 }
}
