/// Reads the subject out of a bearer token (RFC 7519) without verifying it: for bucketing only.
///
/// The payload is decoded byte by byte and scanned for the member `sub` of the outermost object; nothing is stored,
/// and a token of any shape ends the scan at the latest with its last byte.
enum TokenSubject {
    /// Longer payloads are not worth reading on the path of a request.
    private static let longestPayload = 8 << 10

    /// The hash of the subject, or nil when there is none.
    static func hash(authorization field: Span<UInt8>, _ seed: KeyHash) -> KeyHash? {
        guard let payload = payload(of: field) else { return nil }
        var bits: UInt32 = 0
        var bitCount: UInt32 = 0
        var scan = SubjectScan(seed)
        for index in payload {
            guard let value = base64URLValue(field[index]) else { return nil }
            bits = bits << 6 | UInt32(value)
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                scan.take(UInt8(truncatingIfNeeded: bits >> bitCount))
                if let subject = scan.subject { return subject }
            }
        }
        return nil
    }

    /// The range between the first two dots after `Bearer `.
    private static func payload(of field: Span<UInt8>) -> Range<Int>? {
        let scheme = "bearer "
        guard field.count > scheme.utf8.count, field.extracting(0..<scheme.utf8.count).equalsIgnoringCase(scheme)
        else { return nil }
        var dots = (first: -1, second: -1)
        for index in scheme.utf8.count..<field.count where field[index] == ASCII.dot {
            if dots.first < 0 {
                dots.first = index
            } else {
                dots.second = index
                break
            }
        }
        guard dots.second > dots.first, dots.second - dots.first <= longestPayload else { return nil }
        return (dots.first + 1)..<dots.second
    }

    private static func base64URLValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x41...0x5a: byte &- 0x41
        case 0x61...0x7a: byte &- 0x61 &+ 26
        case 0x30...0x39: byte &- 0x30 &+ 52
        case 0x2d: 62
        case 0x5f: 63
        default: nil
        }
    }
}
