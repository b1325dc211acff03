package import NIOCore

/// How a request head goes on to a target (RFC 9110 section 7.6); all else of it is copied as it is, in its order.
///
///     POST http://shop.example/a/../b?x=1 HTTP/1.1        POST /b?x=1 HTTP/1.1
///     Host: other.example                                 Host: shop.example
///     Connection: close, X-Hop                       ->   Accept: a/b
///     X-Hop: 1                                            Via: 1.1 ficus
///     Accept: a/b                                         X-Forwarded-For: 192.0.2.1 ...
package struct RequestForwarding: Sendable {
    /// The copies that a request can have; `noise` asks a target once more what it answered.
    package enum Leg: Sendable, Hashable { case primary, shadow, noise }

    package let peer: ForwardingPeer
    package let identity: ExchangeIdentity
    package var leg = Leg.primary
    /// The path to send instead of the one written, because its normal form differs; nil sends it as written.
    package var path: [UInt8]?
    /// Whether `Expect: 100-continue` goes along; not when the client has been told to go on, or has done so.
    package var keepsExpect = true
    /// How this proxy calls itself in Via.
    package let via: ViaName
    /// The Host that a target gets when an HTTP/1.0 client named none: its own `host:port`.
    package var defaultHost: [UInt8] = []

    package init(peer: ForwardingPeer, identity: ExchangeIdentity, via: ViaName = .plain) {
        self.peer = peer
        self.identity = identity
        self.via = via
    }

    /// Writes the head as the target gets it, empty line included.
    ///
    /// Content-Length or Transfer-Encoding are those of `head`, so the body must follow as it was received, with trailers
    /// only where `head` forwards them (``BodyScanner``); for the shadow leg as well.
    package func write(_ head: RequestHead, to buffer: inout ByteBuffer) {
        buffer.writeHead(estimate: head.buffer.readableBytes + 640) { self.write(head, to: &$0) }
    }

    private func write(_ head: RequestHead, to output: inout HeadWriter) {
        let bytes = head.buffer.readableBytesUInt8Span
        self.writeRequestLine(head, bytes, to: &output)
        self.writeHost(head, bytes, to: &output)
        LineCopier(head, removing: self.removed(from: head)).copy(bytes, to: &output)
        output.write(self.via.line(receivedIn: head.version))
        // RFC 9110 section 7.6.2; at zero the request does not get here.
        if let left = head.forwardsLeft { output.write(Array("Max-Forwards: \(max(left - 1, 0))\r\n".utf8)) }
        self.writeClient(head, bytes, to: &output)
        self.writeIdentity(to: &output)
        if self.leg != .primary {
            output.write(self.leg == .shadow ? "Ficus-Leg: shadow\r\n" : "Ficus-Leg: noise\r\n")
        } else if head.acceptsTrailers {
            // TE needs its connection option (RFC 9110 section 10.1.4).
            output.write("TE: trailers\r\nConnection: TE\r\n")
        }
        output.write("\r\n")
    }

    /// Always removed: what concerns the client's connection alone, and what is ours to say.
    private static let alwaysRemoved: FieldNameSet = [
        .connection, .keepAlive, .proxyConnection, .te, .upgrade, .http2Settings, .proxyAuthorization,
        .proxyAuthenticate, .proxyAuthenticationInfo, .xForwardedFor, .forwarded, .ficusLeg, .ficusBuild,
        .ficusPosition, .ficusAnsweredBy, .ficusOther, .framingAlias,
    ]
    private static let claims: [FieldName] = [.xForwardedProto, .xForwardedHost, .xForwardedOther]
    private static let conditions: [FieldName] = [
        .ifMatch, .ifNoneMatch, .ifModifiedSince, .ifUnmodifiedSince, .ifRange, .range,
    ]

    private func removed(from head: RequestHead) -> FieldNameSet {
        var removed = Self.alwaysRemoved
        if !self.peer.isTrusted { for name in Self.claims { removed.insert(name) } }
        if case .generated = self.identity.requestID { removed.insert(.xRequestID) }
        if case .generated = self.identity.trace {
            removed.insert(.traceparent)
            removed.insert(.tracestate)
        }
        // An expectation of HTTP/1.0 is ignored (RFC 9110 section 10.1.1), so it must not become one of HTTP/1.1.
        if !self.keepsExpect || self.leg != .primary || head.version == .http10 { removed.insert(.expect) }
        if head.section.contains(.trailer), !head.forwardsTrailers { removed.insert(.trailer) }
        if head.method == .options { removed.insert(.maxForwards) }
        if head.target.form == .absolute { removed.insert(.host) }
        if self.leg != .primary { for name in Self.conditions { removed.insert(name) } }
        return removed
    }

    /// The origin or asterisk form, which is what an origin server gets (RFC 9112 section 3.2).
    private func writeRequestLine(_ head: RequestHead, _ bytes: Span<UInt8>, to output: inout HeadWriter) {
        let target = head.target
        if self.path == nil, target.form != .absolute {
            output.write(bytes.extracting(head.methodRange.lowerBound..<target.whole.upperBound))
        } else {
            output.write(bytes.extracting(head.methodRange.lowerBound..<target.whole.lowerBound))
            if let path = self.path {
                output.write(path)
            } else if !target.path.isEmpty {
                output.write(bytes.extracting(target.path.bounds))
            } else {
                output.write(head.isForServer ? "*" : "/")
            }
            if let query = target.query {
                output.write("?")
                output.write(bytes.extracting(query.bounds))
            }
        }
        output.write(" HTTP/1.1\r\n")
    }

    /// The Host of an absolute form is that of the form, whatever the field says (RFC 9112 section 3.2.2).
    private func writeHost(_ head: RequestHead, _ bytes: Span<UInt8>, to output: inout HeadWriter) {
        if head.section.contains(.host), head.target.form != .absolute { return }
        output.write("Host: ")
        if let authority = head.authority {
            output.write(bytes.extracting(authority.bounds))
        } else {
            output.write(self.defaultHost)
        }
        output.write("\r\n")
    }

    /// X-Forwarded-* and Forwarded (RFC 7239): a trusted peer's words first, then the peer itself.
    private func writeClient(_ head: RequestHead, _ bytes: Span<UInt8>, to output: inout HeadWriter) {
        let section = head.section
        if self.peer.isTrusted, section.contains(.xForwardedFor) {
            output.write("X-Forwarded-For: ")
            Self.writeValues(of: .xForwardedFor, section, bytes, to: &output)
            output.write(Array(self.peer.address.utf8))
            output.write("\r\n")
        } else {
            output.write(self.peer.lines)
        }
        if !(self.peer.isTrusted && section.contains(.xForwardedProto)) {
            // Only a trusted peer may ask for https here: it ended the TLS.
            output.write(
                head.target.isSecure ? "X-Forwarded-Proto: https\r\n" : "X-Forwarded-Proto: http\r\n")
        }
        if let authority = head.authority, !(self.peer.isTrusted && section.contains(.xForwardedHost)) {
            output.write("X-Forwarded-Host: ")
            output.write(bytes.extracting(authority.bounds))
            output.write("\r\n")
        }
        output.write("Forwarded: ")
        if self.peer.isTrusted, section.contains(.forwarded) {
            Self.writeValues(of: .forwarded, section, bytes, to: &output)
        }
        output.write("for=")
        output.write(self.peer.node)
        if let authority = head.authority {
            // A valid authority has no quote and no backslash.
            output.write(";host=\"")
            output.write(bytes.extracting(authority.bounds))
            output.write("\"")
        }
        output.write(head.target.isSecure ? ";proto=https\r\n" : ";proto=http\r\n")
    }

    /// The values of all fields of a name, each followed by a comma (RFC 9110 section 5.3).
    private static func writeValues(
        of name: FieldName, _ section: FieldSection, _ bytes: Span<UInt8>, to output: inout HeadWriter
    ) {
        for field in section.fields where field.name == name && !field.valueRange.isEmpty {
            output.write(bytes.extracting(field.valueRange.bounds))
            output.write(", ")
        }
    }

    private func writeIdentity(to output: inout HeadWriter) {
        if case .generated(let digits) = self.identity.requestID {
            output.write("X-Request-Id: ")
            output.write(digits.span)
            output.write("\r\n")
        }
        if case .generated(let value) = self.identity.trace {
            output.write("traceparent: ")
            output.write(value.span)
            output.write("\r\n")
        }
    }
}
