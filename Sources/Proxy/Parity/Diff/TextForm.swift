/// Forms of a text that say the same to a reader and not to a program.
enum TextForm {
    /// White space around a text gone, white space within one space each.
    ///
    /// - Parameter isMarkup: the spaces of Unicode are characters like others, as XML and HTML have it.
    static func collapsed(_ text: [UInt8], isMarkup: Bool = false) -> [UInt8] {
        var shown: [UInt8] = []
        var isGap = false
        var index = 0
        while index < text.count {
            let space = isMarkup ? (isSpace(text[index]) ? 1 : 0) : lengthOfSpace(text, at: index)
            if space > 0 {
                isGap = !shown.isEmpty
                index += space
                continue
            }
            if isGap { shown.append(0x20) }
            isGap = false
            shown.append(text[index])
            index += 1
        }
        return shown
    }

    /// No white space at all.
    static func withoutSpace(_ text: [UInt8]) -> [UInt8] { collapsed(text).filter { $0 != 0x20 } }

    /// How many bytes of white space stand at a place: the no-break space, those of typography (U+2000 to U+200A,
    /// U+202F), the ends of lines and paragraphs.
    private static func lengthOfSpace(_ text: [UInt8], at index: Int) -> Int {
        let byte = text[index]
        if byte < 0x80 { return isSpace(byte) ? 1 : 0 }
        guard byte == 0xC2 || (0xE1...0xE3).contains(byte), index + 1 < text.count else { return 0 }
        if byte == 0xC2 { return text[index + 1] == 0xA0 || text[index + 1] == 0x85 ? 2 : 0 }
        guard index + 2 < text.count else { return 0 }
        switch (byte, text[index + 1], text[index + 2]) {
        case (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8...0xA9), (0xE2, 0x80, 0xAF),
            (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80):
            return 3
        default: return 0
        }
    }

    /// `31/01/2026` for `01/31/2026`; nil for what is no such date.
    static func withDayAndMonthSwapped(_ text: [UInt8]) -> [UInt8]? {
        guard text.count == 10, text[2] == UInt8(ascii: "/"), text[5] == UInt8(ascii: "/") else { return nil }
        return Array(text[3..<6] + text[0..<3] + text[6...])
    }

    static func lowercased(_ text: [UInt8]) -> [UInt8] {
        Array(String(decoding: text, as: UTF8.self).lowercased().utf8)
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// One layer of escaping gone: of HTML, of URLs, of backslashes, or UTF-8 that was read as Latin-1. nil where there
    /// is none.
    static func unescapedOnce(_ text: [UInt8]) -> [[UInt8]] {
        [
            withoutEntities(text), withoutPercents(text), withoutBackslashes(text), reread(text),
            withoutPercents(text.map { $0 == UInt8(ascii: "+") ? 0x20 : $0 }), asString(text),
        ]
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

    /// What a text says that is a string of JSON, with its quotes or without.
    private static func asString(_ text: [UInt8]) -> [UInt8] {
        let quote = UInt8(ascii: "\"")
        guard text.contains(UInt8(ascii: "\\")) || text.first == quote else { return text }
        for string in [text, [quote] + text + [quote]] {
            if let document = try? JSONDocument(string), document.nodes[0].kind == .string {
                return document.text(of: 0)
            }
        }
        return text
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

    /// Every code point below 256 as one byte: undoes reading UTF-8 as Latin-1, or as Windows-1252.
    static func reread(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(where: { $0 >= 0x80 }) else { return text }
        var bytes: [UInt8] = []
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            guard let byte = Charset.latinByte(of: scalar) else { return text }
            bytes.append(byte)
        }
        return String(validating: bytes, as: UTF8.self) == nil ? text : bytes
    }
}
