/// Length and alphabet of opaque text: ids, hashes, tokens, cursors, words.
///
/// What a few samples do not show may be chance, so each rule asks how likely chance is: a letter of the upper half that
/// eight random ones lacked, a digit that thirty lacked.
struct RunShape {
    private let runs: [[UInt8]]
    private let own: Alphabet
    private let isWhole: Bool

    /// A shape is not kept where chance explains it less often than this.
    private static let chance = 1e-4

    /// So many letters and digits up to `f` are no other alphabet by chance.
    private static let surelyHex = 10
    /// `AT&T`, `VAT`
    private static let shortName = 4
    /// So many letters of base64 have a digit among them.
    private static let surelyLetters = 56

    /// - Parameter isWhole: no text that all share stands in front.
    init(_ runs: [[UInt8]], isWhole: Bool = true) {
        self.runs = runs
        self.isWhole = isWhole
        own = Alphabet(runs)
    }

    func problem(of run: [UInt8]) -> ShapeProblem? {
        if runs.isEmpty { return nil }
        if run.isEmpty { return runs.contains(where: \.isEmpty) ? nil : .length }
        let its = Alphabet([run])
        if own.total == own.digits {
            guard its.total == its.digits else { return mayBeHex(its) ? nil : .alphabet }
            return NumberShape(runs).problem(ofDigits: run, among: runs)
        }
        if let shape = TemplateShape(runs), let problem = shape.judge(run) { return problem.value }
        if let problem = beginning(run) { return problem }
        // Sentences have any length and any letters.
        if own.hasSpaces {
            return run.count <= 4 * longest + Self.longestWord && run.count * 4 + Self.longestWord >= shortest
                ? nil : .length
        }
        if isEmptied(run) { return .alphabet }
        if let problem = length(run) ?? alphabet(its) ?? (isWhole ? tag(run) : nil) { return problem }
        // Behind a tag as in `SM1bc7e05b` another alphabet may be.
        let tag = Self.sharedTag(runs + [run])
        return tag == 0
            ? nil
            : RunShape(runs.map { Array($0.dropFirst(tag)) }, isWhole: false).alphabet(
                Alphabet([Array(run.dropFirst(tag))]))
    }

    /// Whether digits alone are hexadecimal ones by chance: as many in each, and few in all.
    private func mayBeHex(_ its: Alphabet) -> Bool {
        var likelihood = 1.0
        for _ in 0..<min(own.total, 64) { likelihood *= 10.0 / 16 }
        return its.isHex && its.total == longest && longest == shortest && longest >= Self.shortestHex
            && likelihood > Self.chance * 10
    }

    /// Fewer digits count something.
    private static let shortestHex = 6

    /// Ids that all begin alike name their kind, in base64, or their time; then the first letters are those of others too.
    private func beginning(_ run: [UInt8]) -> ShapeProblem? {
        // After what all share, as in `0x34f1`, a number may begin.
        guard isWhole, own.digits > 0 || own.lower > 0 && own.upper > 0, !own.hasSpaces, own.foreign == 0 else {
            return nil
        }
        let first = runs[0]
        let shared = runs.dropFirst().reduce(first.count) { count, other in
            min(count, zip(first, other).prefix { $0 == $1 }.count)
        }
        let choices = own.isHex ? 16.0 : own.upper == 0 || own.lower == 0 ? 36 : 62
        var likelihood = 1.0
        for _ in 0..<min(shared * (runs.count - 1), 64) { likelihood /= choices }
        guard likelihood < Self.chance else { return nil }
        // Numbers at its end may count on: `web14`.
        let beginning = first.prefix(min(shared, 3))
        let letters = beginning.dropLast(beginning.reversed().prefix(while: TextSegments.isDigit).count)
        return run.starts(with: letters) ? nil : .prefix
    }

    private static let longestWord = 24

    /// Words have hardly any digits, hardly change between cases and digits, and are not long; then they have any length and any
    /// marks. Ids have digits, or letters of both cases, every few letters.
    var areWords: Bool {
        own.digits * 8 <= own.total && own.turns * 8 <= own.total && own.longestWord <= Self.longestWord
            && own.lower + own.upper + own.foreign > 0
    }

    private var shortest: Int { runs.map(\.count).min() ?? 0 }
    private var longest: Int { runs.map(\.count).max() ?? 0 }

    private func length(_ run: [UInt8]) -> ShapeProblem? {
        let spread = longest - shortest
        // Of what varies in length two samples say little.
        var slack = max(2, runs.count < 3 ? 2 * spread : runs.count < 4 ? 3 * spread / 2 : spread, longest / 8)
        if areWords {
            slack = max(Self.longestWord, 2 * longest)
        } else if spread == 0 {
            // What is filled up to four letters of base64 says something, and has the length of what it says.
            let isFilled = runs.contains { $0.last == UInt8(ascii: "=") }
            slack = longest < 8 ? 1 : isFilled ? 4 : own.isHex || longest < 40 ? 0 : longest / 16
        }
        return run.count >= max(1, shortest - slack) && run.count <= longest + slack ? nil : .length
    }

    /// One letter again and again, where no id did so, is none.
    private func isEmptied(_ run: [UInt8]) -> Bool {
        run.count >= 8 && run.allSatisfy { $0 == run[0] } && !runs.contains { own in own.allSatisfy { $0 == own[0] } }
    }

    private func alphabet(_ its: Alphabet) -> ShapeProblem? {
        let letters = own.lower + own.upper
        // Hex is written in one case, other ids in both; and words in any, which many letters tell.
        for (mine, theirs, same) in [(own.upper, its.upper, its.lower), (own.lower, its.lower, its.upper)]
        where mine == 0 && theirs > 0 && letters > 0 {
            let seen = letters + (same == 0 ? theirs : 0)
            // A short name among words may have a case of its own.
            if areWords, theirs + same <= Self.shortName || !its.punctuation.isEmpty { continue }
            if seen >= 8 || own.isHex && own.total >= Self.surelyHex { return .alphabet }
        }
        if own.foreign == 0, its.foreign > 0, own.digits > 0, !areWords { return .alphabet }
        // Cyrillic is not followed by Latin: that is UTF-8 read as something else, or another language.
        if letters == 0, own.foreign > 0, its.foreign > 0, own.scripts.isDisjoint(with: its.scripts) {
            return .alphabet
        }
        if own.isHex, letters >= 8, its.beyondHex > 0 { return .alphabet }
        if !own.isHex, own.beyondHex > 0, its.beyondHex == 0, its.lower + its.upper >= 8, its.digits > 0 {
            return .alphabet
        }
        if own.digits == 0, its.digits > 0, own.total >= Self.surelyLetters, !areWords || its.digits * 3 > its.total {
            return .alphabet
        }
        if areWords, its.total == its.digits, own.total >= Self.shortName { return .alphabet }
        var classes = [(own.lower, its.lower), (own.upper, its.upper)]
        // A word needs no digits, and one of another script has none of these letters.
        if !areWords { classes += [(own.digits, its.digits), (own.foreign, its.foreign)] }
        if areWords, !its.punctuation.isEmpty || its.foreign * 2 > its.total { classes = [] }
        if own.lower + own.upper == 0 { classes.append((own.foreign, its.foreign)) }
        for (mine, theirs) in classes where theirs == 0 && mine > 0 {
            let share = areWords ? Double(mine) / Double(own.total) : own.share(of: mine)
            var likelihood = 1.0
            for _ in 0..<min(its.total, 4096) { likelihood *= 1 - share }
            if likelihood < Self.chance { return .alphabet }
        }
        return punctuation(its)
    }

    /// `-` and `_`, or `+` and `/`, belong to base64 and may be lacking by chance; anything else is a format.
    private func punctuation(_ its: Alphabet) -> ShapeProblem? {
        let added = its.punctuation.subtracting(own.punctuation)
        // What fills base64 up depends on the length alone, and that stands still.
        if added.contains(UInt8(ascii: "=")), longest == shortest, longest >= 8 { return .alphabet }
        // Documents, markup and paths of Windows are no words.
        if !added.isDisjoint(with: Self.ofDocuments) { return .alphabet }
        if !added.isEmpty, !areWords {
            let known = own.punctuation.union(its.punctuation).subtracting([UInt8(ascii: "=")])
            let isBase64 =
                known.isSubset(of: [UInt8(ascii: "-"), UInt8(ascii: "_")])
                || known.isSubset(of: [UInt8(ascii: "+"), UInt8(ascii: "/")])
            guard isBase64, own.lower > 0, own.upper > 0, longest >= (own.digits > 0 ? 8 : 12) else { return .alphabet }
        }
        let always = runs.dropFirst().reduce(Set(runs[0])) { $0.intersection($1) }
            .filter { $0 < 0x80 && !TextSegments.isWord($0) && !Alphabet.base64.contains($0) }
        return always.isSubset(of: its.punctuation) ? nil : .format
    }

    private static let ofDocuments = Set("{}[]<>\"\\|".utf8)

    /// `LA_kwDO...` names its kind in front; `MDU6...` does not.
    private func tag(_ run: [UInt8]) -> ShapeProblem? {
        guard own.punctuation.isDisjoint(with: [UInt8(ascii: "-"), UInt8(ascii: "_")]) else { return nil }
        return Self.hasTag(run) && !runs.contains(where: Self.hasTag) ? .format : nil
    }

    /// The length of what all begin with, where that is letters of one case and few.
    private static func sharedTag(_ runs: [[UInt8]]) -> Int {
        let first = runs[0]
        let shared = runs.dropFirst().reduce(first.count) { count, other in
            min(count, zip(first, other).prefix { $0 == $1 }.count)
        }
        let tag = first.prefix(shared).prefix { $0 | 0x20 != $0 }
        return tag.count <= 4 && tag.allSatisfy { TextSegments.isWord($0) && !TextSegments.isDigit($0) } ? tag.count : 0
    }

    private static func hasTag(_ run: [UInt8]) -> Bool {
        guard let end = run.firstIndex(of: UInt8(ascii: "_")), (2...5).contains(end), run.count >= end + 6 else {
            return false
        }
        let tag = Alphabet([Array(run[..<end])])
        return tag.upper == end || tag.lower == end
    }
}

/// How many bytes of each class some texts have.
struct Alphabet {
    private(set) var digits = 0
    private(set) var lower = 0
    private(set) var upper = 0
    /// Letters after `f`.
    private(set) var beyondHex = 0
    /// Bytes of letters beyond ASCII.
    private(set) var foreign = 0
    private(set) var total = 0
    private(set) var hasSpaces = false
    /// Capitals at once behind small letters, and digits at once behind or before letters.
    private(set) var turns = 0
    /// Letters without anything else between.
    private(set) var longestWord = 0
    /// All that is neither a letter nor a digit.
    private(set) var punctuation: Set<UInt8> = []

    /// Roughly, by the first byte of a letter in UTF-8.
    private(set) var scripts: Set<Int> = []

    private static func script(of lead: UInt8) -> Int {
        switch lead {
        case 0xC3...0xCD: 0
        case 0xCE...0xCF: 1
        case 0xD0...0xD4: 2
        case 0xD5...0xDF: 3
        case 0xE0...0xE2: 4
        default: 5
        }
    }

    static let base64 = Set("+/-_=".utf8)

    init(_ texts: [[UInt8]]) {
        for text in texts {
            var length = 0
            var before: UInt8 = 0
            for byte in text {
                total += 1
                length = TextSegments.isWord(byte) || byte >= 0x80 ? length + 1 : 0
                longestWord = max(longestWord, length)
                let isHump =
                    UInt8(ascii: "a")...UInt8(ascii: "z") ~= before && UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
                let isOther = TextSegments.isDigit(before) != TextSegments.isDigit(byte)
                if isHump || isOther && TextSegments.isWord(before) && TextSegments.isWord(byte) { turns += 1 }
                before = byte
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
                case UInt8(ascii: "a")...UInt8(ascii: "z"):
                    lower += 1
                    if byte > UInt8(ascii: "f") { beyondHex += 1 }
                case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                    upper += 1
                    if byte > UInt8(ascii: "F") { beyondHex += 1 }
                case 0x80...:
                    foreign += 1
                    if byte >= 0xC3 { scripts.insert(Self.script(of: byte)) }
                default:
                    if byte == UInt8(ascii: " ") { hasSpaces = true }
                    punctuation.insert(byte)
                }
            }
        }
    }

    /// The share of a class of letters; what a few samples have more of it than its alphabet has is chance.
    func share(of count: Int) -> Double {
        let letters = beyondHex > 0 ? 26.0 : 6
        let sizes = [(digits, 10), (lower, letters), (upper, letters)].filter { $0.0 > 0 }
        let size = sizes.first { $0.0 == count }?.1 ?? 26
        return min(Double(count) / Double(total), size / sizes.reduce(0) { $0 + $1.1 })
    }

    /// Digits and letters up to `f`, of both some.
    var isHex: Bool { digits > 0 && lower + upper > 0 && beyondHex == 0 && foreign == 0 && punctuation.isEmpty }
}
