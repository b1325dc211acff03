/// Short texts that say a quantity in words: `12ms`, `3.4 MB`, `57%`, `3 minutes ago`.
struct PhraseShape {
    private let own: [Phrase]
    /// All of them are spans of time in one style, of which some have several units.
    private let spans: [TimeSpan]

    /// nil where some of the texts say no quantity, or quantities of different kinds.
    init?(_ texts: [[UInt8]]) {
        guard !texts.isEmpty else { return nil }
        let spans = texts.compactMap { TimeSpan($0) }
        let areSpans = spans.count == texts.count && spans.allSatisfy { $0.style == spans[0].style }
        self.spans = areSpans ? spans : []
        if areSpans, spans.contains(where: { $0.unitCount > 1 || $0.style.names == .words }) {
            own = []
            return
        }
        var own: [Phrase] = []
        for text in texts {
            guard let phrase = Phrase(text), phrase.kind == own.first?.kind ?? phrase.kind else { return nil }
            own.append(phrase)
        }
        self.own = own
    }

    func problem(of text: [UInt8]) -> ShapeProblem? {
        if let first = spans.first, let span = TimeSpan(text), own.isEmpty || span.unitCount > 1 {
            guard span.style == first.style else { return .format }
            // Nobody who has hours writes 93411 seconds.
            let larger = spans.map(\.lead.worth).filter { $0 > span.lead.worth }.min()
            if let larger, span.lead.count * span.lead.worth >= larger { return .format }
            let sizes = spans.map(\.seconds)
            guard let least = sizes.min(), let most = sizes.max() else { return nil }
            return span.seconds <= max(most, 1) * Self.mostApart && (span.seconds + 1) * Self.mostApart >= least
                ? nil : .magnitude
        }
        guard !own.isEmpty else { return .format }
        guard let its = Phrase(text), its.kind == own[0].kind else { return .format }
        guard let number = its.number else { return nil }
        let numbers = own.compactMap(\.number)
        guard !numbers.isEmpty else { return nil }
        if number.first == UInt8(ascii: "-"), !numbers.contains(where: { "+-".utf8.contains($0[0]) }) { return .sign }
        // Who writes `+` writes it before all that are above zero.
        let above = numbers.filter { $0[0] != UInt8(ascii: "-") }
        if number[0] != UInt8(ascii: "-"), let one = above.first,
            (one[0] == UInt8(ascii: "+")) != (number[0] == UInt8(ascii: "+"))
        {
            return .format
        }
        guard case .measure = its.kind else { return nil }
        if own.allSatisfy({ $0.unit == its.unit }) { return NumberShape(numbers).problem(of: number) }
        // Who chooses the unit by the size counts up to one of the next; another name of one unit is another notation.
        guard own.allSatisfy({ $0.unit == its.unit || Self.areChosen($0, its) }) else { return .format }
        let sizes = own.compactMap(\.size)
        guard let size = its.size, let least = sizes.min(), let most = sizes.max() else { return nil }
        return size >= least / Self.mostApart && size <= most * Self.mostApart ? nil : .magnitude
    }

    private static func areChosen(_ one: Phrase, _ other: Phrase) -> Bool {
        guard let first = one.worth, let second = other.worth, first != second, let size = one.size,
            let otherSize = other.size
        else { return false }
        let (small, large, next) = first < second ? (size, otherSize, second) : (otherSize, size, first)
        return abs(small) < next * Self.mostCounted && (large == 0 || abs(large) >= next * Self.leastCounted)
    }

    private static let leastCounted = 0.9
    /// Of 1024 where a unit is worth 1000.
    private static let mostCounted = 1.03
    private static let mostApart = 100.0
}

/// A quantity in words.
private struct Phrase {
    enum Kind: Equatable {
        /// A number with a unit; units that are chosen by the size are one.
        case measure(String, isSpaced: Bool)
        case past, future
        /// An amount of money or a number in groups, or a duration as ISO 8601 has it, by how it is written.
        case form(String)
    }

    let kind: Kind
    let number: [UInt8]?
    let unit: String
    /// In the smallest sense of its kind: seconds, bytes.
    let size: Double?
    /// Of one of the unit, in the same.
    let worth: Double?

    /// What one of a unit is worth, by kind.
    private static let families: [(name: String, units: [String: Double])] = [
        (
            "time",
            [
                "ns": 1e-9, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ms": 1e-3, "s": 1, "sec": 1, "secs": 1, "min": 60,
                "m": 60, "h": 3600,
            ]
        ),
        (
            "size",
            [
                "B": 1, "KB": 1e3, "kB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12, "KiB": 1e3, "MiB": 1e6, "GiB": 1e9,
                "TiB": 1e12, "K": 1e3, "M": 1e6, "G": 1e9,
            ]
        ),
    ]
    private static let spans: Set<String> = ["second", "minute", "hour", "day", "week", "month", "year"]

    init?(_ text: [UInt8]) {
        guard (2...40).contains(text.count), let words = String(validating: text, as: UTF8.self) else { return nil }
        if let relative = Self.relative(words) {
            kind = relative
            number = nil
            unit = ""
            size = nil
            worth = nil
            return
        }
        if let form = Self.amount(text) ?? Self.isoDuration(text) {
            kind = .form(form)
            number = nil
            unit = ""
            size = nil
            worth = nil
            return
        }
        let digits = text.prefix { "+-.0123456789".utf8.contains($0) }
        guard WrittenNumber(Array(digits)) != nil else { return nil }
        var rest = String(decoding: text.dropFirst(digits.count), as: UTF8.self)
        let isSpaced = rest.hasPrefix(" ")
        if isSpaced { rest.removeFirst() }
        let isUnit = rest.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || "%°µ$€£¥".unicodeScalars.contains($0)
        }
        guard (1...8).contains(rest.count), isUnit else { return nil }
        let family = Self.families.first { $0.units[rest] != nil }
        kind = .measure(family?.name ?? rest, isSpaced: isSpaced)
        number = Array(digits)
        unit = rest
        let worth = family?.units[rest]
        self.worth = worth
        size = worth.flatMap { factor in WrittenNumber(Array(digits)).map { $0.value * factor } }
    }

    /// `€1.234,56`, `1,234.50`: the symbol, what parts the groups, and what the decimals.
    private static func amount(_ text: [UInt8]) -> String? {
        let words = String(decoding: text, as: UTF8.self)
        let symbol = words.prefix { "$€£¥-".contains($0) }
        let parts = words.dropFirst(symbol.count).split(omittingEmptySubsequences: false) { ".,".contains($0) }
        let marks = words.dropFirst(symbol.count).filter { ".,".contains($0) }
        guard parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isNumber) }), let first = parts.first, first.count <= 3
        else { return nil }
        let groups = parts.dropFirst().prefix { $0.count == 3 }
        let rest = parts.dropFirst(groups.count + 1)
        guard rest.count <= 1, rest.first?.count ?? 2 == 2, !groups.isEmpty || !symbol.isEmpty else { return nil }
        let groupMark = groups.isEmpty ? "" : String(marks.prefix(1))
        guard marks.prefix(groups.count).allSatisfy({ String($0) == groupMark }) else { return nil }
        // One group and no decimals may be a number with three decimals.
        guard !(symbol.isEmpty && rest.isEmpty && groupMark == ".") else { return nil }
        return symbol + (rest.isEmpty ? "0" : "0" + marks.suffix(1) + "00")
    }

    /// `PT1M2.5S`
    private static func isoDuration(_ text: [UInt8]) -> String? {
        guard text.first == UInt8(ascii: "P"), text.count > 2, text.contains(where: { TextSegments.isDigit($0) }),
            text.dropFirst().allSatisfy({ TextSegments.isDigit($0) || ".YMWDTHS".utf8.contains($0) })
        else { return nil }
        return text.contains(UInt8(ascii: ".")) ? "P." : "P"
    }

    private static func relative(_ text: String) -> Kind? {
        var words = text.lowercased().split(separator: " ").map(String.init)
        switch words {
        case ["just", "now"], ["now"], ["moments", "ago"], ["yesterday"]: return .past
        case ["tomorrow"]: return .future
        default: break
        }
        let kind: Kind
        if words.last == "ago" {
            kind = .past
            words.removeLast()
        } else if words.first == "in" {
            kind = .future
            words.removeFirst()
        } else {
            return nil
        }
        if words.count == 1, TimeSpan(Array(words[0].utf8)) != nil { return kind }
        let approximations: Set<String> = ["about", "almost", "over", "less", "than", "a", "an", "few"]
        words.removeAll { approximations.contains($0) }
        guard let span = words.popLast(), spans.contains(span) || spans.contains(String(span.dropLast())) else {
            return nil
        }
        return words.isEmpty || words.count == 1 && words[0].utf8.allSatisfy(TextSegments.isDigit) ? kind : nil
    }
}

/// Texts that programs write in the place of a value that they do not have.
enum Placeholder {
    private static let texts = Set(
        [
            "null", "undefined", "NaN", "None", "nil", "[object Object]", "N/A", "n/a", "Infinity", "-Infinity",
            "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z",
        ].map { Array($0.utf8) })

    static func isOne(_ text: [UInt8]) -> Bool { text.count <= 24 && texts.contains(text) }
}
