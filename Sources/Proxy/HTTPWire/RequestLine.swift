/// `method SP request-target SP HTTP-version CRLF` with exactly these spaces (RFC 9112 section 3).
struct RequestLine: Sendable {
    let method: Range<Int>
    let target: Range<Int>
    let version: HTTPVersion
    /// Where the next line begins.
    let end: Int

    /// Reads the line at `start`; nil where it is not complete.
    init?(_ bytes: Span<UInt8>, from start: Int) throws(WireError) {
        let count = bytes.count
        let token = ByteSet.token
        var position = start
        while position < count, token.contains(bytes[position]) { position &+= 1 }
        guard position < count else { return nil }
        guard position > start, bytes[position] == .space else {
            throw bytes[position] == .lineFeed ? .bareLineFeed : .methodInvalid
        }
        self.method = start..<position

        position &+= 1
        let targetStart = position
        position = bytes.endOfTarget(from: targetStart)
        guard position < count else { return nil }
        switch bytes[position] {
        case .space where position > targetStart: break
        case .carriageReturn: throw .versionInvalid
        case .lineFeed: throw .bareLineFeed
        default: throw .targetInvalid
        }
        self.target = targetStart..<position

        guard let (version, end) = try HTTPVersion.parse(bytes, at: position &+ 1) else { return nil }
        guard end &+ 1 < count || (end < count && bytes[end] != .carriageReturn) else { return nil }
        guard bytes[end] == .carriageReturn else {
            throw bytes[end] == .lineFeed ? .bareLineFeed : .versionInvalid
        }
        guard bytes[end &+ 1] == .lineFeed else { throw .bareCarriageReturn }
        if version == nil { throw .versionUnsupported }
        self.version = version ?? .http11
        self.end = end &+ 2
    }
}

extension HTTPVersion {
    /// Reads `HTTP/` DIGIT `.` DIGIT at `start`: the version (nil for one that we do not speak) and where it ends, or
    /// nil where it is not complete. A later minor version is processed as the highest that we know (RFC 9110 section
    /// 2.5).
    static func parse(_ bytes: Span<UInt8>, at start: Int) throws(WireError) -> (HTTPVersion?, end: Int)? {
        let shape: StaticString = "HTTP/d.d"
        for offset in 0..<shape.utf8CodeUnitCount {
            guard start &+ offset < bytes.count else { return nil }
            let octet = bytes[start &+ offset]
            let expected = shape.utf8Start[offset]
            guard expected == UInt8(ascii: "d") ? octet.isDigit : octet == expected else { throw .versionInvalid }
        }
        let version: HTTPVersion? =
            switch (bytes[start &+ 5], bytes[start &+ 7]) {
            case (UInt8(ascii: "1"), .zero): .http10
            case (UInt8(ascii: "1"), _): .http11
            default: nil
            }
        return (version, start &+ shape.utf8CodeUnitCount)
    }
}
