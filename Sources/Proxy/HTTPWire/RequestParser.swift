package import NIOCore

/// Reads request heads from a connection's bytes, however they are cut (RFC 9112 sections 2 to 6).
///
///     var parser = RequestParser()
///     while let head = try parser.parse(&inbound) { ... }     // takes the head off, leaves the body
package struct RequestParser: Sendable {
    private let limits: HeadLimits
    private var fields: FieldParser
    private var line: RequestLine?

    package init(limits: HeadLimits = HeadLimits()) {
        self.limits = limits
        self.fields = FieldParser(limits: limits)
    }

    /// Takes one head off the front of `buffer`, or returns nil where it is not complete.
    ///
    /// Between two calls bytes may only be appended. After an error the parser is of no more use.
    package mutating func parse(_ buffer: inout ByteBuffer) throws(WireError) -> RequestHead? {
        guard let (line, facts) = try self.read(buffer.readableBytesUInt8Span),
            let slice = buffer.readSlice(length: self.fields.lineStart)
        else { return nil }
        self.line = nil
        return RequestHead(
            buffer: slice, section: self.fields.take(), methodRange: ByteRange(line.method), method: facts.method,
            target: facts.target, version: line.version, connection: facts.connection, framing: facts.framing,
            authority: facts.authority)
    }

    /// The method of the head that was refused, as far as its first line could be read: the answer to HEAD has no body.
    package func methodOfRefused(_ buffer: ByteBuffer) -> Method {
        guard let line = self.line else { return .other }
        return Method(buffer.readableBytesUInt8Span.extracting(line.method))
    }

    private mutating func read(_ bytes: Span<UInt8>) throws(WireError) -> (RequestLine, RequestFacts)? {
        guard try self.advance(bytes), let line = self.line else { return nil }
        return (line, try RequestFacts(line: line, section: self.fields.section, bytes: bytes))
    }

    private mutating func advance(_ readable: Span<UInt8>) throws(WireError) -> Bool {
        let window = self.line == nil ? self.limits.requestLineBytes + 4 : self.limits.headBytes
        guard self.fields.canAdvance(readable, window: window) else { return false }
        let bytes = readable.extracting(0..<min(readable.count, self.limits.headBytes))
        if self.line == nil {
            // A server ignores an empty line before the request line (RFC 9112 section 2.2); we ignore one.
            if self.fields.lineStart == 0, bytes.count > 0, bytes[0] == .carriageReturn {
                guard bytes.count > 1 else { return false }
                guard bytes[1] == .lineFeed else { throw .bareCarriageReturn }
                self.fields.advance(to: 2)
            }
            let start = self.fields.lineStart
            let limit = start + self.limits.requestLineBytes + 2
            guard let line = try RequestLine(bytes.extracting(0..<min(bytes.count, limit)), from: start) else {
                if bytes.count >= min(limit, self.limits.headBytes) { throw .requestLineTooLong }
                self.fields.wait(after: bytes)
                return false
            }
            self.line = line
            self.fields.advance(to: line.end)
        }
        if try self.fields.parse(bytes) { return true }
        if bytes.count == self.limits.headBytes { throw .headTooLarge }
        return false
    }
}
