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

    /// The path as written; `/` where an absolute form has none, `*` where the server as a whole is asked.
    @inlinable
    package func withPath<Answer>(_ body: (Span<UInt8>) -> Answer) -> Answer {
        if self.target.path.isEmpty {
            let root: InlineArray<1, UInt8> = self.isForServer ? [0x2A] : [0x2F]
            return body(root.span)
        }
        return self.withBytes(self.target.path, body)
    }

    /// OPTIONS in the asterisk form, or in an absolute form without a path, which the last proxy turns into it (RFC 9112
    /// section 3.2.4).
    @inlinable
    package var isForServer: Bool {
        switch self.target.form {
        case .asterisk: true
        case .absolute: self.method == .options && self.target.path.isEmpty && self.target.query == nil
        case .origin, .authority: false
        }
    }

    /// The query without its question mark; empty where there is none.
    @inlinable
    package func withQuery<Answer>(_ body: (Span<UInt8>) -> Answer) -> Answer {
        self.withBytes(self.target.query ?? .empty, body)
    }

    /// Whether the client waits for `100 Continue` before it sends the body (RFC 9110 section 10.1.1).
    ///
    /// Expectations of HTTP/1.0 clients and of requests without a body are ignored, as that section demands; other
    /// expectations were refused with the head.
    package var expectsContinue: Bool {
        self.version == .http11 && self.framing != .none && self.section.contains(.expect)
    }

    /// How many times an OPTIONS or TRACE may still be forwarded (RFC 9110 section 7.6.2), at most 255; nil without a
    /// limit and for other methods.
    package var forwardsLeft: Int? {
        guard self.section.contains(.maxForwards), self.method == .options || self.method == .trace else { return nil }
        return self.withValue(of: .maxForwards) { digits in
            var number = 0
            for index in digits.indices { number = min(255, number * 10 + Int(digits[index] &- .zero)) }
            return number
        }
    }

    /// Whether this asks, before another request, if a page of another origin may send it (Fetch standard, CORS).
    package var isPreflight: Bool {
        self.method == .options && self.section.contains(.origin)
            && self.section.contains(.accessControlRequestMethod)
    }

    /// Whether trailers of this request go on: its client knows about trailers, for it asks for those of the answer.
    package var forwardsTrailers: Bool { self.framing == .chunked && self.acceptsTrailers }

    /// Whether the client accepts trailers (`TE: trailers`, RFC 9110 section 10.1.4).
    package var acceptsTrailers: Bool {
        guard self.section.contains(.te), self.version == .http11 else { return false }
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
