/// Reads a JSON text into nodes, one pass, without recursion.
struct JSONScanner {
    private let bytes: [UInt8]
    private var position = 0
    private(set) var nodes: [JSONNode] = []
    /// The containers that are open, outermost first.
    private var open: [Int] = []

    init(bytes: [UInt8]) {
        self.bytes = bytes
        nodes.reserveCapacity(bytes.count / 6 + 4)
    }

    mutating func scanDocument() throws(JSONSyntaxError) {
        guard bytes.count < UInt32.max else { throw JSONSyntaxError(problem: .tooLong, offset: 0) }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        skipWhitespace()
        try scanValue()
        while let container = open.last {
            try scanNext(in: container)
        }
        guard position == bytes.count else { throw unexpected() }
    }

    /// After a value or an opening bracket inside a container: the next member or element, or the end.
    private mutating func scanNext(in container: Int) throws(JSONSyntaxError) {
        let isObject = nodes[container].kind == .object
        let isFirst = nodes.count == container + 1
        let byte = peek()
        if byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
            position += 1
            nodes[container].end = UInt32(position)
            nodes[container].next = UInt32(nodes.count)
            open.removeLast()
            skipWhitespace()
            return
        }
        if !isFirst {
            guard byte == UInt8(ascii: ",") else { throw unexpected() }
            position += 1
            skipWhitespace()
        }
        if isObject {
            guard peek() == UInt8(ascii: "\"") else { throw unexpected() }
            try scanString()
            guard peek() == UInt8(ascii: ":") else { throw unexpected() }
            position += 1
            skipWhitespace()
        }
        try scanValue()
    }

    /// One scalar with the white space after it, or the opening of a container.
    private mutating func scanValue() throws(JSONSyntaxError) {
        switch peek() {
        case UInt8(ascii: "\""): try scanString()
        case UInt8(ascii: "{"): try openContainer(.object)
        case UInt8(ascii: "["): try openContainer(.array)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try scanNumber()
        case UInt8(ascii: "t"): try scanWord("true", .bool)
        case UInt8(ascii: "f"): try scanWord("false", .bool)
        case UInt8(ascii: "n"): try scanWord("null", .null)
        default: throw unexpected()
        }
    }

    private mutating func openContainer(_ kind: JSONKind) throws(JSONSyntaxError) {
        guard open.count < JSONDocument.depthLimit else { throw JSONSyntaxError(problem: .tooDeep, offset: position) }
        open.append(nodes.count)
        append(kind, from: position, to: position)
        position += 1
        skipWhitespace()
    }

    private mutating func scanString() throws(JSONSyntaxError) {
        position += 1
        let start = position
        var isEscaped = false
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                append(.string, from: start, to: position, isEscaped: isEscaped)
                position += 1
                skipWhitespace()
                return
            }
            guard byte >= 0x20 else { throw unexpected() }
            if byte == UInt8(ascii: "\\") {
                isEscaped = true
                try scanEscape()
            } else {
                position += 1
            }
        }
        throw unexpected()
    }

    private mutating func scanEscape() throws(JSONSyntaxError) {
        position += 1
        switch peek() {
        case UInt8(ascii: "u"):
            position += 1
            for _ in 0..<4 {
                guard JSONEscapes.hexValue(peek()) != nil else { throw unexpected() }
                position += 1
            }
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 1
        default: throw unexpected()
        }
    }

    /// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`
    private mutating func scanNumber() throws(JSONSyntaxError) {
        let start = position
        if peek() == UInt8(ascii: "-") { position += 1 }
        if peek() == UInt8(ascii: "0") {
            position += 1
        } else {
            try scanDigits()
        }
        if peek() == UInt8(ascii: ".") {
            position += 1
            try scanDigits()
        }
        if peek() | 0x20 == UInt8(ascii: "e") {
            position += 1
            if peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { position += 1 }
            try scanDigits()
        }
        append(.number, from: start, to: position)
        skipWhitespace()
    }

    private mutating func scanDigits() throws(JSONSyntaxError) {
        let start = position
        while position < bytes.count, bytes[position] &- UInt8(ascii: "0") < 10 { position += 1 }
        guard position > start else { throw unexpected() }
    }

    private mutating func scanWord(_ word: StaticString, _ kind: JSONKind) throws(JSONSyntaxError) {
        let start = position
        for offset in 0..<word.utf8CodeUnitCount {
            guard peek() == word.withUTF8Buffer({ $0[offset] }) else { throw unexpected() }
            position += 1
        }
        append(kind, from: start, to: position)
        skipWhitespace()
    }

    private mutating func append(_ kind: JSONKind, from start: Int, to end: Int, isEscaped: Bool = false) {
        nodes.append(
            JSONNode(
                start: UInt32(start), end: UInt32(end), next: UInt32(nodes.count + 1), kind: kind,
                isEscaped: isEscaped))
    }

    /// The byte at hand; at the end a NUL, which no rule of the grammar takes.
    private func peek() -> UInt8 {
        position < bytes.count ? bytes[position] : 0
    }

    private mutating func skipWhitespace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private func unexpected() -> JSONSyntaxError {
        JSONSyntaxError(problem: position < bytes.count ? .unexpectedByte : .unexpectedEnd, offset: position)
    }
}
