/// The escapes of JSON strings (RFC 8259 section 7).
enum JSONEscapes {
    /// The text of a string whose escapes the scanner has accepted.
    ///
    /// A surrogate without its other half becomes the three bytes that UTF-8 would give its code point (WTF-8), so that
    /// two strings are equal exactly when their code units are.
    static func decoded(_ raw: ArraySlice<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(raw.count)
        var rest = raw
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let escape = rest.popFirst() else {
                text.append(byte)
                continue
            }
            switch escape {
            case UInt8(ascii: "u"):
                append(codePoint(&rest), to: &text)
            case UInt8(ascii: "b"): text.append(0x08)
            case UInt8(ascii: "f"): text.append(0x0C)
            case UInt8(ascii: "n"): text.append(0x0A)
            case UInt8(ascii: "r"): text.append(0x0D)
            case UInt8(ascii: "t"): text.append(0x09)
            default: text.append(escape)
            }
        }
        return text
    }

    static func hexValue(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    /// The code point after `\u`, with the low surrogate taken along where one follows a high one.
    private static func codePoint(_ rest: inout ArraySlice<UInt8>) -> UInt32 {
        let first = codeUnit(&rest)
        guard 0xD800..<0xDC00 ~= first else { return first }
        var ahead = rest
        guard ahead.popFirst() == UInt8(ascii: "\\"), ahead.popFirst() == UInt8(ascii: "u") else { return first }
        let second = codeUnit(&ahead)
        guard 0xDC00..<0xE000 ~= second else { return first }
        rest = ahead
        return 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
    }

    private static func codeUnit(_ rest: inout ArraySlice<UInt8>) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            unit = unit << 4 | (rest.popFirst().flatMap(hexValue) ?? 0)
        }
        return unit
    }

    private static func append(_ point: UInt32, to text: inout [UInt8]) {
        switch point {
        case ..<0x80:
            text.append(UInt8(point))
        case ..<0x800:
            text.append(UInt8(0xC0 | point >> 6))
            text.append(UInt8(0x80 | point & 0x3F))
        case ..<0x10000:
            text.append(UInt8(0xE0 | point >> 12))
            text.append(UInt8(0x80 | point >> 6 & 0x3F))
            text.append(UInt8(0x80 | point & 0x3F))
        default:
            text.append(UInt8(0xF0 | point >> 18))
            text.append(UInt8(0x80 | point >> 12 & 0x3F))
            text.append(UInt8(0x80 | point >> 6 & 0x3F))
            text.append(UInt8(0x80 | point & 0x3F))
        }
    }
}
