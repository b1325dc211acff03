/// A span of time in one unit or several: `1h2m3s`, `45s`, `2 days 3 hours`, `3 min 20 sec`.
struct TimeSpan {
    /// How the units are named, and parted from their numbers.
    struct Style: Equatable {
        let names: Names
        let isSpaced: Bool
    }

    enum Names { case letters, short, words }

    let style: Style
    let seconds: Double
    let unitCount: Int
    /// What one of its largest unit is worth, and how many there are.
    let lead: (worth: Double, count: Double)

    private static let units: [String: (names: Names, seconds: Double)] = [
        "ns": (.letters, 1e-9), "us": (.letters, 1e-6), "µs": (.letters, 1e-6), "ms": (.letters, 1e-3),
        "s": (.letters, 1),
        "m": (.letters, 60), "h": (.letters, 3600), "d": (.letters, 86_400), "w": (.letters, 604_800),
        "sec": (.short, 1), "min": (.short, 60), "hr": (.short, 3600), "second": (.words, 1), "minute": (.words, 60),
        "hour": (.words, 3600), "day": (.words, 86_400), "week": (.words, 604_800), "month": (.words, 2_592_000),
        "year": (.words, 31_536_000),
    ]

    /// nil for what is none: units must become smaller from one to the next.
    init?(_ text: [UInt8]) {
        guard let first = text.first, TextSegments.isDigit(first), text.count <= 60 else { return nil }
        var rest = text[...]
        var last = Double.infinity
        var sum = 0.0
        var count = 0
        var style: Style?
        var lead: (worth: Double, count: Double)?
        while !rest.isEmpty {
            let digits = rest.prefix { TextSegments.isDigit($0) || $0 == UInt8(ascii: ".") }
            guard let number = WrittenNumber(Array(digits)) else { return nil }
            rest = rest[digits.endIndex...]
            let isSpaced = rest.first == 0x20
            if isSpaced { rest.removeFirst() }
            let letters = rest.prefix { !TextSegments.isDigit($0) && $0 != 0x20 && $0 != UInt8(ascii: ",") }
            var name = String(decoding: letters, as: UTF8.self)
            if name.utf8.count > 2, name.hasSuffix("s") { name.removeLast() }
            guard let unit = Self.units[name], unit.seconds < last else { return nil }
            let own = Style(names: unit.names, isSpaced: isSpaced)
            guard style ?? own == own else { return nil }
            style = own
            last = unit.seconds
            if lead == nil { lead = (unit.seconds, number.value) }
            sum += number.value * unit.seconds
            count += 1
            rest = rest[letters.endIndex...]
            if rest.first == UInt8(ascii: ",") { rest.removeFirst() }
            if rest.first == 0x20 { rest.removeFirst() }
        }
        guard let style, let lead else { return nil }
        self.style = style
        self.lead = lead
        seconds = sum
        unitCount = count
    }
}
