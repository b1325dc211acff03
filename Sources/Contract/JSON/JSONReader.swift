extension JSON {
    /// The bytes are no JSON text (RFC 8259), or one we refuse: repeated names, or nested deeper than 32.
    package struct Malformed: Error {}

    package init(parsing bytes: some Sequence<UInt8>) throws(Malformed) {
        var reader = JSONReader(bytes: Array(bytes))
        self = try reader.document()
    }
}

/// Reads one JSON text. Strict: no comments, no trailing commas, valid UTF-8, no lone surrogates.
struct JSONReader {
    private let bytes: [UInt8]
    private var position = 0
    private static let maximumDepth = 32

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func document() throws(JSON.Malformed) -> JSON {
        let value = try value(depth: 0)
        skipSpace()
        guard position == bytes.count else { throw JSON.Malformed() }
        return value
    }

    private mutating func value(depth: Int) throws(JSON.Malformed) -> JSON {
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return try object(depth: depth + 1)
        case UInt8(ascii: "["): return try array(depth: depth + 1)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func object(depth: Int) throws(JSON.Malformed) -> JSON {
        try enter(depth)
        var members: [JSON.Member] = []
        if takes(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            skipSpace()
            let name = try string()
            guard !members.contains(where: { $0.name == name }) else { throw JSON.Malformed() }
            try expect(UInt8(ascii: ":"))
            members.append(JSON.Member(name, try value(depth: depth)))
        } while takes(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
        return .object(members)
    }

    private mutating func array(depth: Int) throws(JSON.Malformed) -> JSON {
        try enter(depth)
        var elements: [JSON] = []
        if takes(UInt8(ascii: "]")) { return .array(elements) }
        repeat {
            elements.append(try value(depth: depth))
        } while takes(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
        return .array(elements)
    }

    private mutating func string() throws(JSON.Malformed) -> String {
        guard peek == UInt8(ascii: "\"") else { throw JSON.Malformed() }
        position += 1
        var text: [UInt8] = []
        while let byte = peek {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let valid = String(validating: text, as: UTF8.self) else { throw JSON.Malformed() }
                return valid
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw JSON.Malformed()
            default: text.append(byte)
            }
        }
        throw JSON.Malformed()
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSON.Malformed) {
        guard let byte = peek else { throw JSON.Malformed() }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var units = [try codeUnit()]
            if UTF16.isLeadSurrogate(units[0]) {
                guard peek == UInt8(ascii: "\\"), bytes.indices.contains(position + 1),
                    bytes[position + 1] == UInt8(ascii: "u")
                else { throw JSON.Malformed() }
                position += 2
                units.append(try codeUnit())
            }
            guard let character = String(validating: units, as: UTF16.self) else { throw JSON.Malformed() }
            text += character.utf8
        default: throw JSON.Malformed()
        }
    }

    private mutating func codeUnit() throws(JSON.Malformed) -> UInt16 {
        guard position + 4 <= bytes.count else { throw JSON.Malformed() }
        var unit: UInt16 = 0
        for byte in bytes[position..<position + 4] {
            guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else { throw JSON.Malformed() }
            unit = unit << 4 | UInt16(digit)
        }
        position += 4
        return unit
    }

    private mutating func number() throws(JSON.Malformed) -> String {
        let start = position
        if peek == UInt8(ascii: "-") { position += 1 }
        let integer = position
        try digits()
        guard position == integer + 1 || bytes[integer] != UInt8(ascii: "0") else { throw JSON.Malformed() }
        if peek == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            position += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() throws(JSON.Malformed) {
        let start = position
        while let byte = peek, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
        guard position > start else { throw JSON.Malformed() }
    }

    private mutating func word(_ word: String, _ value: JSON) throws(JSON.Malformed) -> JSON {
        guard bytes[position...].starts(with: word.utf8) else { throw JSON.Malformed() }
        position += word.utf8.count
        return value
    }

    /// Steps over the opening bracket.
    private mutating func enter(_ depth: Int) throws(JSON.Malformed) {
        guard depth <= Self.maximumDepth else { throw JSON.Malformed() }
        position += 1
    }

    private var peek: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func takes(_ byte: UInt8) -> Bool {
        skipSpace()
        guard peek == byte else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws(JSON.Malformed) {
        guard takes(byte) else { throw JSON.Malformed() }
    }
}
