/// What a raw byte means in a path (RFC 3986 section 3.3).
enum PathByte: Sendable {
    /// A letter, digit, `-`, `_`, `~`, a sub-delimiter but the semicolon, `:` or `@`.
    case plain
    case slash, dot, percent
    /// May not stand in a path raw, but every server reads it in one way: escaped.
    case escapable
    case backslash, control, nonASCII, fragment, semicolon

    init(_ byte: UInt8) { self = Self.table[Int(byte)] }

    private static let table: [PathByte] = (0...255).map { (byte: UInt8) in
        switch byte {
        case ASCII.slash: .slash
        case ASCII.dot: .dot
        case ASCII.percent: .percent
        case ASCII.backslash: .backslash
        case ASCII.hash: .fragment
        case ASCII.semicolon: .semicolon
        case 0...0x20, 0x7f: .control
        case 0x80...: .nonASCII
        // `?` belongs to no path: the caller has cut the query off. Escaping it keeps a mistake harmless.
        case _ where "\"<>[]^`{|}?".utf8.contains(byte): .escapable
        default: .plain
        }
    }

    /// Letters, digits, `-`, `.`, `_`, `~` (RFC 3986 section 2.3): their escapes mean the character itself.
    static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f, 0x7e: true
        default: false
        }
    }
}
