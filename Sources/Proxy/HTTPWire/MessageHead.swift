package import NIOCore

/// What request and response heads have in common: the bytes as received and an index over them.
package protocol MessageHead: Sendable {
    /// The head as received, from its first byte to its empty line; all ranges count from `readerIndex`.
    var buffer: ByteBuffer { get }
    var section: FieldSection { get }
    var version: HTTPVersion { get }
    var connection: ConnectionOptions { get }
}

extension MessageHead {
    /// The bytes of a range of this head.
    @inlinable
    package func withBytes<Answer>(_ range: ByteRange, _ body: (Span<UInt8>) -> Answer) -> Answer {
        body(self.buffer.readableBytesUInt8Span.extracting(range.bounds))
    }

    /// The value of the first field of a known name, or nil where there is none.
    @inlinable
    package func withValue<Answer>(of name: FieldName, _ body: (Span<UInt8>) -> Answer) -> Answer? {
        guard let field = self.section.first(name) else { return nil }
        return self.withBytes(field.valueRange, body)
    }

    /// The value of the first field whose name is `lowercasedName` in any case, or nil where there is none.
    package func withValue<Answer>(
        ofFieldNamed lowercasedName: Span<UInt8>, _ body: (Span<UInt8>) -> Answer
    ) -> Answer? {
        let bytes = self.buffer.readableBytesUInt8Span
        for field in self.section.fields
        where bytes.extracting(field.nameRange.bounds).equalsIgnoringCase(lowercasedName) {
            return body(bytes.extracting(field.valueRange.bounds))
        }
        return nil
    }

    /// Calls `body` with each field in order: known name, name as written, value.
    package func forEachField(_ body: (FieldName, Span<UInt8>, Span<UInt8>) -> Void) {
        let bytes = self.buffer.readableBytesUInt8Span
        for field in self.section.fields {
            body(
                field.name, bytes.extracting(field.nameRange.bounds), bytes.extracting(field.valueRange.bounds))
        }
    }

    /// A range as a string, for the slow paths; bytes that are not UTF-8 become U+FFFD.
    package func string(_ range: ByteRange) -> String {
        self.withBytes(range) { bytes in
            bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// Whether the sender keeps the connection for another message (RFC 9112 section 9.3).
    package var keepsConnection: Bool {
        switch self.version {
        case .http11: !self.connection.contains(.close)
        case .http10: self.connection.contains(.keepAlive) && !self.connection.contains(.close)
        }
    }
}
