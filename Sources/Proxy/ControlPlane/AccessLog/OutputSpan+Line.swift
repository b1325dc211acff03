/// The pieces of a line, written into memory that was reserved for all of it.
///
/// A line is never forged: bytes that a client chose (`append(escaping:_:)`) leave as printable ASCII without quotes,
/// backslashes or line ends, whatever they were.
extension OutputSpan<UInt8> {
    /// How a byte that must not stand as it is gets written.
    enum Escape {
        /// `\u00e9`: each byte by itself, so nothing is lost and no decoder is trusted.
        case json
        /// `\xe9`, as Apache writes it.
        case common

        /// How many bytes become of one at most.
        static let growth = 6
    }

    @inline(__always)
    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        withUnsafeMutableBufferPointer { memory, count in
            let end = count + bytes.count
            UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(memory)[count..<end])
                .copyMemory(from: bytes)
            count = end
        }
    }

    @inline(__always)
    mutating func append(_ text: StaticString) {
        append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { append($0) }
    }

    mutating func append(_ number: UInt64) {
        var length = 1
        var rest = number / 10
        while rest > 0 {
            length += 1
            rest /= 10
        }
        append(number, digits: length)
    }

    /// Nanoseconds as milliseconds with three decimals.
    mutating func append(milliseconds nanoseconds: UInt64) {
        let micro = nanoseconds / 1000
        append(micro / 1000)
        append(UInt8(ascii: "."))
        append(micro % 1000, digits: 3)
    }

    /// A number that has no more than so many digits, with zeros before it.
    @inline(__always)
    mutating func append(_ number: UInt64, digits length: Int) {
        withUnsafeMutableBufferPointer { memory, count in
            var rest = number
            for place in stride(from: count + length - 1, through: count, by: -1) {
                memory[place] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            }
            count += length
        }
    }

    mutating func append(escaping text: ArraySlice<UInt8>, _ escape: Escape) {
        text.withUnsafeBytes { text in
            // Mostly there is nothing to escape, and nothing in this loop to branch on.
            var isHarmless = true
            for octet in text { isHarmless = Self.isHarmless(octet) && isHarmless }
            if isHarmless { return append(text) }
            for octet in text { append(escaping: octet, escape) }
        }
    }

    private mutating func append(escaping octet: UInt8, _ escape: Escape) {
        if Self.isHarmless(octet) { return append(octet) }
        if octet == UInt8(ascii: "\"") || octet == UInt8(ascii: "\\") {
            append(UInt8(ascii: "\\"))
            return append(octet)
        }
        append(escape == .json ? "\\u00" : "\\x")
        for digit in [octet >> 4, octet & 15] {
            append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }

    @inline(__always)
    private static func isHarmless(_ octet: UInt8) -> Bool {
        (octet &- 0x20 <= 0x5E) & (octet != UInt8(ascii: "\"")) & (octet != UInt8(ascii: "\\"))
    }
}

extension Bool {
    /// Both, without a branch.
    @inline(__always)
    fileprivate static func & (a: Bool, b: Bool) -> Bool {
        (a ? 1 as UInt8 : 0) & (b ? 1 : 0) != 0
    }
}
