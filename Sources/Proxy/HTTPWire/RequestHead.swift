package import NIOCore

/// A request head: its bytes, and where its parts lie in them. Only ``RequestParser`` makes one, so it is valid.
package struct RequestHead: MessageHead {
    package let buffer: ByteBuffer
    package internal(set) var section: FieldSection
    package let methodRange: ByteRange
    package let method: Method
    package let target: RequestTarget
    package let version: HTTPVersion
    package let connection: ConnectionOptions
    /// Never `untilClose`.
    package let framing: BodyFraming
    /// The authority that was asked: that of an absolute form, else the value of Host; nil in HTTP/1.0 without either.
    package let authority: ByteRange?

    /// The method as written.
    @inlinable
    package func withMethod<Answer>(_ body: (Span<UInt8>) -> Answer) -> Answer {
        self.withBytes(self.methodRange, body)
    }

    /// The path as written; `/` where an absolute form has none, `*` for the asterisk form.
    @inlinable
    package func withPath<Answer>(_ body: (Span<UInt8>) -> Answer) -> Answer {
        if self.target.path.isEmpty {
            let root: InlineArray<1, UInt8> = [0x2F]
            return body(root.span)
        }
        return self.withBytes(self.target.path, body)
    }

    /// The query without its question mark; empty where there is none.
    @inlinable
    package func withQuery<Answer>(_ body: (Span<UInt8>) -> Answer) -> Answer {
        self.withBytes(self.target.query ?? .empty, body)
    }

    /// Whether the client waits for `100 Continue` before it sends the body (RFC 9110 section 10.1.1).
    ///
    /// Expectations of HTTP/1.0 clients and of requests without a body are ignored, as that section demands.
    package var expectsContinue: Bool {
        guard self.version == .http11, self.framing != .none, self.section.contains(.expect) else { return false }
        return self.withValue(of: .expect) { $0.equalsIgnoringCase("100-continue") } ?? false
    }

    /// Whether the client accepts trailers (`TE: trailers`, RFC 9110 section 10.1.4).
    package var acceptsTrailers: Bool {
        guard self.section.contains(.te) else { return false }
        let bytes = self.buffer.readableBytesUInt8Span
        for field in self.section.fields where field.name == .te {
            var elements = ListElements(field.valueRange.bounds)
            while let element = elements.next(in: bytes) {
                if bytes.extracting(element).equalsIgnoringCase("trailers") { return true }
            }
        }
        return false
    }
}
