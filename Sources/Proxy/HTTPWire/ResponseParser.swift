package import NIOCore

/// Reads response heads from a connection's bytes, however they are cut (RFC 9112 sections 4 to 6).
package struct ResponseParser: Sendable {
    private let limits: HeadLimits
    private var fields: FieldParser
    private var line: StatusLine?

    package init(limits: HeadLimits = HeadLimits()) {
        self.limits = limits
        self.fields = FieldParser(limits: limits)
    }

    /// Takes one head off the front of `buffer`, interim ones (1xx) included, or returns nil where it is not complete.
    ///
    /// Between two calls bytes may only be appended. After an error the parser is of no more use.
    package mutating func parse(_ buffer: inout ByteBuffer) throws(WireError) -> ResponseHead? {
        guard let (line, framing, connection) = try self.read(buffer.readableBytesUInt8Span),
            let slice = buffer.readSlice(length: self.fields.lineStart)
        else { return nil }
        self.line = nil
        return ResponseHead(
            buffer: slice, section: self.fields.take(), status: line.status, reasonRange: ByteRange(line.reason),
            version: line.version, connection: connection, declaredFraming: framing)
    }

    private mutating func read(
        _ bytes: Span<UInt8>
    ) throws(WireError) -> (StatusLine, BodyFraming?, ConnectionOptions)? {
        guard try self.advance(bytes), let line = self.line else { return nil }
        let section = self.fields.section
        let framing = try BodyFraming(declaredBy: section, bytes, version: line.version)
        return (line, framing, ConnectionOptions(section, bytes))
    }

    private mutating func advance(_ readable: Span<UInt8>) throws(WireError) -> Bool {
        guard self.fields.canAdvance(readable, window: self.limits.headBytes) else { return false }
        let bytes = readable.extracting(0..<min(readable.count, self.limits.headBytes))
        if self.line == nil, let line = try StatusLine(bytes) {
            self.line = line
            self.fields.advance(to: line.end)
        }
        if self.line != nil {
            if try self.fields.parse(bytes) { return true }
        } else {
            self.fields.wait(after: bytes)
        }
        if bytes.count == self.limits.headBytes { throw .headTooLarge }
        return false
    }
}

/// `HTTP-version SP status-code SP [reason] CRLF` (RFC 9112 section 4).
///
/// The space after the status is not demanded when there is no reason: targets leave it out, and nothing is ambiguous.
struct StatusLine: Sendable {
    let version: HTTPVersion
    let status: Int
    let reason: Range<Int>
    /// Where the next line begins.
    let end: Int

    /// Reads the line at the front of `bytes`; nil where it is not complete.
    init?(_ bytes: Span<UInt8>) throws(WireError) {
        guard let (version, versionEnd) = try HTTPVersion.parse(bytes, at: 0) else { return nil }
        guard let version else { throw .versionUnsupported }
        var status = 0
        for offset in 0..<4 {
            guard versionEnd &+ offset < bytes.count else { return nil }
            let octet = bytes[versionEnd &+ offset]
            guard offset == 0 ? octet == .space : octet.isDigit else { throw .statusLineInvalid }
            if offset > 0 { status = status * 10 + Int(octet &- .zero) }
        }
        // Others than 100 to 599 are invalid (RFC 9110 section 15).
        guard 100...599 ~= status else { throw .statusLineInvalid }
        var position = versionEnd &+ 4
        guard position < bytes.count else { return nil }
        if bytes[position] == .space {
            position &+= 1
        } else if bytes[position] != .carriageReturn {
            throw bytes[position] == .lineFeed ? .bareLineFeed : .statusLineInvalid
        }
        let reasonStart = position
        position = bytes.endOfText(from: position)
        guard position < bytes.count else { return nil }
        switch bytes[position] {
        case .carriageReturn: break
        case .lineFeed: throw .bareLineFeed
        default: throw .statusLineInvalid
        }
        guard position &+ 1 < bytes.count else { return nil }
        guard bytes[position &+ 1] == .lineFeed else { throw .bareCarriageReturn }
        self.version = version
        self.status = status
        self.reason = reasonStart..<position
        self.end = position &+ 2
    }
}
