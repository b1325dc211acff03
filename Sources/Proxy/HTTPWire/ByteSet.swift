/// A set of octets as 256 bits; asking it costs a shift, not a memory access.
struct ByteSet: Sendable {
    private var low: (UInt64, UInt64) = (0, 0)
    private var high: (UInt64, UInt64) = (0, 0)

    init(_ octets: some Sequence<UInt8>) {
        for octet in octets { self.insert(octet) }
    }

    @inline(__always)
    func contains(_ octet: UInt8) -> Bool {
        let ascii = octet & 0x40 == 0 ? self.low.0 : self.low.1
        let upper = octet & 0x40 == 0 ? self.high.0 : self.high.1
        return ((octet & 0x80 == 0 ? ascii : upper) &>> UInt64(octet & 63)) & 1 == 1
    }

    func union(_ octets: some Sequence<UInt8>) -> ByteSet {
        var result = self
        for octet in octets { result.insert(octet) }
        return result
    }

    func subtracting(_ octets: some Sequence<UInt8>) -> ByteSet {
        var result = self
        for octet in octets {
            let mask = ~(UInt64(1) << UInt64(octet & 63))
            switch octet >> 6 {
            case 0: result.low.0 &= mask
            case 1: result.low.1 &= mask
            case 2: result.high.0 &= mask
            default: result.high.1 &= mask
            }
        }
        return result
    }

    private mutating func insert(_ octet: UInt8) {
        let bit = UInt64(1) << UInt64(octet & 63)
        switch octet >> 6 {
        case 0: self.low.0 |= bit
        case 1: self.low.1 |= bit
        case 2: self.high.0 |= bit
        default: self.high.1 |= bit
        }
    }
}

extension ByteSet {
    static let alphanumerics = ByteSet(UInt8(ascii: "0")...UInt8(ascii: "9"))
        .union(UInt8(ascii: "A")...UInt8(ascii: "Z")).union(UInt8(ascii: "a")...UInt8(ascii: "z"))

    /// `tchar` (RFC 9110 section 5.6.2).
    static let token = ByteSet.alphanumerics.union("!#$%&'*+-.^_`|~".utf8)

    /// What a host name may be made of: `unreserved` of RFC 3986 section 3.2.2. Sub-delimiters and percent escapes,
    /// which no name in use has, are refused, for two readers may disagree about them.
    static let hostName = ByteSet.alphanumerics.union("-._~".utf8)

    /// What the inside of `[...]` may be made of (IPv6 address).
    static let addressLiteral = ByteSet("0123456789abcdefABCDEF:.".utf8)

    /// What a request id from a trusted peer may be made of.
    static let requestID = ByteSet.alphanumerics.union("-._~:/+=@".utf8)
}

extension UInt8 {
    static let tab = UInt8(ascii: "\t")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let colon = UInt8(ascii: ":")
    static let comma = UInt8(ascii: ",")
    static let semicolon = UInt8(ascii: ";")
    static let slash = UInt8(ascii: "/")
    static let zero = UInt8(ascii: "0")

    @inline(__always)
    var isDigit: Bool { self &- .zero < 10 }

    /// The value of a hexadecimal digit, or nil.
    @inline(__always)
    var hexDigitValue: UInt8? {
        if self.isDigit { return self &- .zero }
        let letter = (self | 0x20) &- UInt8(ascii: "a")
        return letter < 6 ? letter &+ 10 : nil
    }

    @inline(__always)
    var lowercased: UInt8 { self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self }
}
