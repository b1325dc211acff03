/// The shape of texts that one place had: what they begin and end with, the times and UUIDs in them, and what kind of
/// text stands between.
///
///     https://api.example/orders/17?at=2026-11-21T14:30:01Z
///     └────── literal, shared ──┘└─┘└── literal ─┘└─ time ─┘
///                              opaque
struct TextShape {
    private let texts: [[UInt8]]

    /// Longer texts are judged by their beginning.
    private static let limit = 1 << 16

    /// Whether another text may stand there although all samples are one.
    private let mayBeOther: Bool

    init(_ texts: [[UInt8]], mayBeOther: Bool = false) {
        self.mayBeOther = mayBeOther
        self.texts = texts.map { $0.count > Self.limit ? Array($0.prefix(Self.limit)) : $0 }
    }

    func problem(of text: [UInt8]) -> ShapeProblem? {
        let text = text.count > Self.limit ? Array(text.prefix(Self.limit)) : text
        if texts.contains(text) { return nil }
        if text.isEmpty { return .length }
        if TextForm.reread(text) != text, texts.allSatisfy({ TextForm.reread($0) == $0 }) { return .format }
        if Placeholder.isOne(text) { return .format }
        if texts.allSatisfy({ TextForm.withoutEntities($0) == $0 }), TextForm.withoutEntities(text) != text {
            return .format
        }
        if let problem = wrapping(text) { return problem }
        let full = texts.filter { !$0.isEmpty }
        if !isTime(full), let problem = numeric(text) { return problem.value }
        if let shape = EmbeddedShape(full) { return shape.problem(of: text) }
        if let shape = PhraseShape(full) { return shape.problem(of: text) }
        if let shape = TableShape(full) { return shape.problem(of: text) }
        if let shape = LineShape(full) { return shape.problem(of: text) }
        return segmented(text)
    }

    /// White space or quotes around a text, or another case of a word that the monolith said, are never drawn.
    private func wrapping(_ text: [UInt8]) -> ShapeProblem? {
        func isSpaced(_ text: [UInt8]) -> Bool {
            [text.first, text.last].contains { $0.map(TextForm.isSpace) ?? false }
        }
        func isQuoted(_ text: [UInt8]) -> Bool {
            text.count > 1 && text.first == text.last && [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(text.first)
        }
        if isSpaced(text), !texts.contains(where: isSpaced) { return .format }
        if isQuoted(text), !texts.contains(where: isQuoted) { return .format }
        let small = TextForm.lowercased(text)
        let isWord = text.count >= Self.shortestWord && text.count <= 40
        return isWord && texts.contains { TextForm.lowercased($0) == small } ? .alphabet : nil
    }

    private static let shortestWord = 3

    /// Whether a text is of this shape, but for how much it says.
    func keepsKind(_ text: [UInt8]) -> Bool {
        switch problem(of: text) {
        case nil, .magnitude, .sign, .time: true
        default: false
        }
    }

    /// Fourteen digits may be a number, and are a time where all of them are.
    private func isTime(_ texts: [[UInt8]]) -> Bool {
        texts.allSatisfy { text in text.count == 14 && WrittenTime(text[...])?.length == text.count }
    }

    private func segmented(_ text: [UInt8]) -> ShapeProblem? {
        let own = texts.map { TextSegments($0) }
        let its = TextSegments(text)
        guard let first = own.first, own.allSatisfy({ $0.signature == first.signature }) else {
            return LiteralShape(texts).problem(of: text)
        }
        if mayBeOther, texts.allSatisfy({ $0 == texts[0] }) {
            if first.signature.isLiteral { return LiteralShape(texts).problemOfOther(text) }
            // A time of day alone is of no day that could be far away.
            if first.isClock, first.signature == its.signature { return nil }
        }
        guard its.signature == first.signature else {
            // A text without times may have one in it by chance, `11:16:50` beside `36:22:34`; one with times has them
            // always.
            guard first.signature.isLiteral else { return .format }
            return LiteralShape(texts).problem(of: text) ?? (its.isByChance ? nil : .format)
        }
        // A day and a time of day beside it are one moment.
        if let moment = its.moment {
            let moments = own.compactMap(\.moment)
            guard moments.isEmpty || Nearness(moments).covers(moment) else { return .time }
        }
        for place in its.parts.indices {
            if its.moment != nil, let time = its.parts[place].time, time.isDay || time.isClock { continue }
            if let problem = Self.problem(of: its.parts[place], among: own.map { $0.parts[place] }) { return problem }
        }
        return nil
    }

    /// In a word or two.
    var form: String {
        let own = texts.map { TextSegments($0) }
        if texts.allSatisfy({ WrittenNumber($0) != nil }) { return "a number" }
        guard let first = own.first, own.allSatisfy({ $0.signature == first.signature }) else { return "text" }
        return first.signature.description
    }

    /// Times of day, those after midnight counted on where others are before it.
    private static func unwrapped(_ clocks: [Double]) -> [Double] {
        guard let least = clocks.min(), let most = clocks.max(), most - least > 43_200 else { return clocks }
        return clocks.map { $0 < 43_200 ? $0 + 86_400 : $0 }
    }

    private struct Problem { var value: ShapeProblem? }

    /// nil when the texts are no numbers.
    private func numeric(_ text: [UInt8]) -> Problem? {
        guard texts.allSatisfy({ WrittenNumber($0)?.hasExponent == false }) else { return nil }
        guard let number = WrittenNumber(text), !number.hasExponent else {
            return Problem(value: RunShape(texts).problem(of: text).map { _ in .format })
        }
        // Padded with zeros, the number of digits is the format.
        let isFixed = texts.contains { $0.count > 1 && $0[0] == UInt8(ascii: "0") && TextSegments.isDigit($0[1]) }
        if isFixed, !texts.contains(where: { $0.count == text.count }) { return Problem(value: .length) }
        let isCode = (texts + [text]).allSatisfy { $0.allSatisfy(TextSegments.isDigit) }
        let shape = NumberShape(texts)
        return Problem(
            value: isCode ? shape.problem(ofDigits: text, among: texts) : shape.problem(of: text, isPadded: true))
    }

    /// Half of all writers drop zeros at the end of a fraction; those that write one do not. A fraction that is gone, or
    /// has three digits less, is another precision.
    private static func areDecimals(of time: WrittenTime, among own: [WrittenTime]) -> Bool {
        guard let least = own.map(\.decimals).min(), let most = own.map(\.decimals).max() else { return false }
        if least == 0 || own.contains(where: \.endsInZero) { return (least...most).contains(time.decimals) }
        let mayLack = least < 3 ? 0 : least < 6 ? 1 : 2
        let mayHave = most > 1 && (least < most || own.count < 3) ? 1 : 0
        return (least - mayLack...most + mayHave).contains(time.decimals) && !time.endsInZero
            || (least...most).contains(time.decimals)
    }

    private static func problem(of part: TextSegments.Part, among own: [TextSegments.Part]) -> ShapeProblem? {
        switch part {
        case .literal(let text):
            return LiteralShape(own.compactMap(\.literal)).problem(of: text)
        case .uuid(let uuid):
            let cases = own.compactMap(\.uuid)
            if own.count > 1, cases.allSatisfy({ $0 == cases[0] }) { return uuid == cases[0] ? nil : .part }
            if uuid.isNil { return cases.contains(where: \.isNil) ? nil : .format }
            return cases.contains { $0.letters == uuid.letters || $0.letters == .none } || uuid.letters == .none
                ? nil : .format
        case .time(let time):
            let times = own.compactMap(\.time)
            guard Self.areDecimals(of: time, among: times) else { return .format }
            if time.isClock {
                // Midnight lies between 23:59 and 00:01.
                let nearness = Nearness(Self.unwrapped(times.map(\.seconds)))
                return [-86_400, 0, 86_400].contains { nearness.covers(time.seconds + $0) } ? nil : .time
            }
            let nearness = Nearness(times.map(\.seconds))
            // Days that lie far apart are no moments of this exchange; none is the first that there is.
            guard nearness.isOfExchange else { return time.seconds == 0 ? .time : nil }
            return nearness.covers(time.seconds) ? nil : .time
        case .address(let address):
            let addresses = own.compactMap(\.address)
            if addresses.contains(address) { return nil }
            guard addresses.contains(where: { $0 != addresses[0] }) else { return .part }
            // A network that all are in is not shared by chance.
            let networks = (addresses + [address]).map { $0.prefix { $0 != UInt8(ascii: ".") } }
            return networks.dropLast().allSatisfy { $0 == networks[0] } && networks.last != networks[0] ? .prefix : nil
        }
    }
}
