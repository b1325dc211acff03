/// A host and a port, as in Host and in an absolute form (RFC 9110 section 7.2, RFC 3986 section 3.2).
struct Authority {
    /// The bytes of the host, with the brackets of an address literal.
    let host: Range<Int>
    /// The port as a number; nil where there is none or an empty one.
    let port: UInt16?

    /// Splits `bytes[range]`; nil where it is empty, has user information, or is not a host that we accept.
    init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        var position = range.lowerBound
        if position < range.upperBound, bytes[position] == UInt8(ascii: "[") {
            position += 1
            while position < range.upperBound, ByteSet.addressLiteral.contains(bytes[position]) { position += 1 }
            guard position < range.upperBound, bytes[position] == UInt8(ascii: "]"), position - range.lowerBound > 2
            else { return nil }
            position += 1
        } else {
            let allowed = ByteSet.hostName
            while position < range.upperBound, allowed.contains(bytes[position]) { position += 1 }
        }
        guard position > range.lowerBound else { return nil }
        self.host = range.lowerBound..<position
        guard position < range.upperBound else {
            self.port = nil
            return
        }
        guard bytes[position] == .colon, range.upperBound - position <= 6 else { return nil }
        var port = 0
        for index in (position + 1)..<range.upperBound {
            guard bytes[index].isDigit else { return nil }
            port = port * 10 + Int(bytes[index] &- .zero)
        }
        guard port <= UInt16.max else { return nil }
        self.port = range.upperBound - position == 1 ? nil : UInt16(port)
    }
}
