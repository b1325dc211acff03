/// Writes a path in normal form, segment by segment.
struct PathNormalizer {
    private var output: [UInt8] = []
    /// The bytes that the escapes of the present segment stand for, to be checked as UTF-8.
    private var escaped: [UInt8] = []

    init(capacity: Int) { output.reserveCapacity(capacity) }

    mutating func run(_ path: Span<UInt8>) throws(RequestPath.Refusal) -> [UInt8] {
        var index = 0
        while index < path.count {
            // At a slash: skip it and those after it, then take the segment.
            while index < path.count, path[index] == ASCII.slash { index += 1 }
            let isLast = index == path.count
            output.append(ASCII.slash)
            let start = output.count
            while index < path.count, path[index] != ASCII.slash {
                index += try append(path, at: index)
            }
            try checkEscapes()
            if !isLast { removeDotSegment(from: start, isLast: index == path.count) }
        }
        return output
    }

    /// Takes one character, escaped or not, and returns how many bytes it had.
    private mutating func append(_ path: Span<UInt8>, at index: Int) throws(RequestPath.Refusal) -> Int {
        let byte = path[index]
        if byte != ASCII.percent { try checkEscapes() }
        switch PathByte(byte) {
        case .plain, .dot, .slash: output.append(byte)
        case .escapable: appendEscape(byte)
        case .percent:
            guard index + 2 < path.count, let high = ASCII.hexValue(path[index + 1]),
                let low = ASCII.hexValue(path[index + 2])
            else { throw .invalidEscape }
            try appendDecoded(high << 4 | low)
            return 3
        case .backslash: throw .backslash
        case .control: throw .control
        case .nonASCII: throw .nonASCII
        case .fragment: throw .fragment
        case .semicolon: throw .semicolon
        }
        return 1
    }

    private mutating func appendDecoded(_ byte: UInt8) throws(RequestPath.Refusal) {
        if byte < 0x80 { try checkEscapes() }
        switch byte {
        case ASCII.slash: throw .encodedSlash
        case ASCII.backslash: throw .backslash
        case 0..<0x20, 0x7f: throw .control
        case _ where PathByte.isUnreserved(byte): output.append(byte)
        default:
            appendEscape(byte)
            if byte >= 0x80 { escaped.append(byte) }
        }
    }

    private mutating func appendEscape(_ byte: UInt8) {
        output.append(ASCII.percent)
        output.append(ASCII.hexDigit(byte >> 4))
        output.append(ASCII.hexDigit(byte & 15))
    }

    /// A run of escapes above ASCII must be whole UTF-8: overlong forms hide slashes and dots.
    private mutating func checkEscapes() throws(RequestPath.Refusal) {
        guard !escaped.isEmpty else { return }
        guard String(validating: escaped, as: UTF8.self) != nil else { throw .invalidUTF8 }
        escaped.removeAll(keepingCapacity: true)
    }

    /// Takes back a segment `.` or `..`, and for the latter the segment before it.
    private mutating func removeDotSegment(from start: Int, isLast: Bool) {
        let count = output.count - start
        guard (1...2).contains(count), output[start...].allSatisfy({ $0 == ASCII.dot }) else { return }
        output.removeSubrange((start - 1)...)
        if count == 2, let slash = output.lastIndex(of: ASCII.slash) { output.removeSubrange(slash...) }
        if isLast { output.append(ASCII.slash) }
    }
}
