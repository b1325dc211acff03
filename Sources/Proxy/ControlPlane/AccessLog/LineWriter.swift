/// Builds lines in one buffer that is written whole.
///
/// A line is never forged: bytes that a client chose (`escaped`) leave as printable ASCII without quotes, backslashes
/// or line ends, whatever they were.
struct LineWriter {
    private(set) var bytes: [UInt8] = []
    var outcomes = OutcomeText()

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    mutating func append(_ text: [UInt8]) { bytes += text }

    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Text of our own: names from the route table, numbers, fixed words.
    mutating func append(plain text: String) {
        escaped(text.utf8, .json)
    }

    mutating func append(_ number: some UnsignedInteger) {
        var rest = UInt64(number)
        var digits = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
        var first = digits.count
        repeat {
            first -= 1
            digits[first] += UInt8(rest % 10)
            rest /= 10
        } while rest > 0
        for index in first..<digits.count { bytes.append(digits[index]) }
    }

    /// Nanoseconds as milliseconds with three decimals.
    mutating func append(milliseconds nanoseconds: UInt64) {
        let micro = nanoseconds / 1000
        append(micro / 1000)
        append(".")
        append(threeDigits: micro % 1000)
    }

    /// A number below 1,000 with leading zeros.
    mutating func append(threeDigits number: UInt64) {
        if number < 100 { append("0") }
        if number < 10 { append("0") }
        append(number)
    }

    /// How a byte that must not stand as it is gets written.
    enum Escape {
        /// `\u00e9`: each byte by itself, so nothing is lost and no decoder is trusted.
        case json
        /// `\xe9`, as Apache writes it.
        case common
    }

    mutating func escaped(_ text: some Sequence<UInt8>, _ escape: Escape) {
        let isAppended: Void? = text.withContiguousStorageIfAvailable { append(escaping: $0, escape) }
        if isAppended == nil { Array(text).withUnsafeBufferPointer { append(escaping: $0, escape) } }
    }

    /// Copies runs of harmless bytes at once.
    private mutating func append(escaping text: UnsafeBufferPointer<UInt8>, _ escape: Escape) {
        var runStart = 0
        for index in text.indices {
            let byte = text[index]
            let isQuoted = byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
            if !isQuoted, 0x20...0x7E ~= byte { continue }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[runStart..<index]))
            runStart = index + 1
            if isQuoted {
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            } else {
                append(escape == .json ? "\\u00" : "\\x")
                bytes.append(Self.digits[Int(byte >> 4)])
                bytes.append(Self.digits[Int(byte & 15)])
            }
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[runStart...]))
    }

    private static let digits = Array("0123456789abcdef".utf8)
}
