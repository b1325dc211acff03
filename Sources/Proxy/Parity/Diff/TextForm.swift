/// Forms of a text that say the same to a reader and not to a program.
enum TextForm {
    /// White space around a text gone, white space within one space each; the no-break space is white space.
    static func collapsed(_ text: [UInt8]) -> [UInt8] {
        var shown: [UInt8] = []
        var isGap = false
        var index = 0
        while index < text.count {
            let isNoBreak = text[index] == 0xC2 && index + 1 < text.count && text[index + 1] == 0xA0
            if isNoBreak || isSpace(text[index]) {
                isGap = !shown.isEmpty
                index += isNoBreak ? 2 : 1
                continue
            }
            if isGap { shown.append(0x20) }
            isGap = false
            shown.append(text[index])
            index += 1
        }
        return shown
    }

    static func lowercased(_ text: [UInt8]) -> [UInt8] {
        Array(String(decoding: text, as: UTF8.self).lowercased().utf8)
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// One layer of escaping gone: of HTML, of URLs, of backslashes, or UTF-8 that was read as Latin-1. nil where there
    /// is none.
    static func unescapedOnce(_ text: [UInt8]) -> [[UInt8]] {
        [withoutEntities(text), withoutPercents(text), withoutBackslashes(text), reread(text)]
            .filter { $0 != text }
    }

    private static let entities: [(name: [UInt8], byte: UInt8)] = [
        ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"),
        ("&apos;", "'"),
        ("&#34;", "\""), ("&#38;", "&"),
    ].map { (Array($0.0.utf8), Array($0.1.utf8)[0]) }

    static func withoutEntities(_ text: [UInt8]) -> [UInt8] {
        replaced(text, UInt8(ascii: "&")) { rest in
            entities.first { rest.starts(with: $0.name) }.map { ($0.name.count, $0.byte) }
        }
    }

    static func withoutPercents(_ text: [UInt8]) -> [UInt8] {
        replaced(text, UInt8(ascii: "%")) { rest in
            let digits = rest.dropFirst().prefix(2)
            guard digits.count == 2, let first = digits.first.flatMap(JSONEscapes.hexValue),
                let second = digits.last.flatMap(JSONEscapes.hexValue)
            else { return nil }
            return (3, UInt8(first << 4 | second))
        }
    }

    private static func withoutBackslashes(_ text: [UInt8]) -> [UInt8] {
        replaced(text, UInt8(ascii: "\\")) { rest in
            switch rest.dropFirst().first {
            case UInt8(ascii: "n"): (2, 0x0A)
            case UInt8(ascii: "r"): (2, 0x0D)
            case UInt8(ascii: "t"): (2, 0x09)
            case let byte? where byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "/"):
                (2, byte)
            default: nil
            }
        }
    }

    private static func replaced(
        _ text: [UInt8], _ mark: UInt8, _ read: (ArraySlice<UInt8>) -> (count: Int, byte: UInt8)?
    ) -> [UInt8] {
        guard text.contains(mark) else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            if text[index] == mark, let (count, byte) = read(text[index...]) {
                result.append(byte)
                index += count
            } else {
                result.append(text[index])
                index += 1
            }
        }
        return result
    }

    /// Every code point below 256 as one byte: undoes reading UTF-8 as Latin-1.
    static func reread(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(where: { $0 >= 0x80 }) else { return text }
        var bytes: [UInt8] = []
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            guard scalar.value < 256 else { return text }
            bytes.append(UInt8(scalar.value))
        }
        return String(validating: bytes, as: UTF8.self) == nil ? text : bytes
    }
}
