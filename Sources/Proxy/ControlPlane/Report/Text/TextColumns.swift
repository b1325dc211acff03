/// How many columns of a terminal a text takes.
enum TextColumns {
    /// The columns of a text that ``PlainText`` has made printable.
    static func count(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
    }

    /// The longest beginning that takes at most so many columns, never parting a character from its marks.
    static func prefix(_ text: Substring, _ columns: Int) -> Substring {
        var used = 0
        var end = text.startIndex
        while end < text.endIndex {
            let character = text[end]
            used += character.unicodeScalars.reduce(0) { $0 + width(of: $1) }
            if used > columns { break }
            end = text.index(after: end)
        }
        return text[..<end]
    }

    /// The text in exactly so many columns: cut with an ellipsis, or filled with spaces.
    static func fitted(_ text: String, _ columns: Int, toTheRight: Bool = false) -> String {
        let cut = shortened(text, columns)
        let space = String(repeating: " ", count: max(0, columns - count(cut)))
        return toTheRight ? space + cut : cut + space
    }

    /// The text in at most so many columns.
    static func shortened(_ text: String, _ columns: Int) -> String {
        guard count(text) > columns else { return text }
        return columns < 1 ? "" : prefix(text[...], columns - 1) + "…"
    }

    /// None for marks, two for the wide ones of East Asia and for pictures (Unicode Standard Annex 11).
    private static func width(of scalar: Unicode.Scalar) -> Int {
        guard scalar.value >= 0x300 else { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }

    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x231A...0x231B, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
        0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FF,
        0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF, 0x20000...0x3FFFD,
    ]
}
