/// Builds lines in one buffer that is written whole.
///
/// A line is never forged: bytes that a client chose (`escaped`) leave as printable ASCII without quotes, backslashes
/// or line ends, whatever they were.
struct LineWriter {
    private(set) var bytes: [UInt8] = []

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Text of our own: names from the route table, numbers, fixed words.
    mutating func append(plain text: String) {
        escaped(text.utf8, .json)
    }

    mutating func append(_ number: some FixedWidthInteger) {
        bytes.append(contentsOf: String(number).utf8)
    }

    /// Nanoseconds as milliseconds with three decimals.
    mutating func append(milliseconds nanoseconds: UInt64) {
        let micro = nanoseconds / 1000
        append(micro / 1000)
        bytes.append(UInt8(ascii: "."))
        let rest = micro % 1000
        if rest < 100 { bytes.append(UInt8(ascii: "0")) }
        if rest < 10 { bytes.append(UInt8(ascii: "0")) }
        append(rest)
    }

    /// How a byte that must not stand as it is gets written.
    enum Escape {
        /// `\u00e9`: each byte by itself, so nothing is lost and no decoder is trusted.
        case json
        /// `\xe9`, as Apache writes it.
        case common
    }

    mutating func escaped(_ text: some Sequence<UInt8>, _ escape: Escape) {
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x20...0x7E: bytes.append(byte)
            default:
                append(escape == .json ? "\\u00" : "\\x")
                bytes.append(Self.digits[Int(byte >> 4)])
                bytes.append(Self.digits[Int(byte & 15)])
            }
        }
    }

    private static let digits = Array("0123456789abcdef".utf8)
}
