package import NIOCore

/// How the body of an answer goes on to a client that may speak another version than the target did.
package enum BodyTransfer: Sendable, Hashable {
    /// As received, framing included.
    case asReceived
    /// Received until close, sent in chunks, so that the client can tell a whole body from a broken one.
    case addingChunks
    /// Received in chunks, sent as plain content until close, for a client of HTTP/1.0 (RFC 9112 section 7).
    case removingChunks
}

/// How a response head goes on to the client (RFC 9110 section 7.6); all else of it is copied as it is, in its order.
package struct ResponseForwarding: Sendable {
    /// Whether the client's connection serves another request after this answer.
    package var keepsConnection: Bool
    package var transfer: BodyTransfer
    /// Whether trailers of the answer, and Trailer, go on.
    package let keepsTrailers: Bool
    /// Whether only the end of the connection ends the answer, so that a break must not look like it.
    package var endsByClose: Bool { self.transfer == .removingChunks || self.isUntilClose }
    package let date: HTTPDate
    /// Whole field lines to add, each with its CRLF, such as Ficus-Answered-By.
    package var addedLines: [UInt8] = []

    private let isUntilClose: Bool
    private let clientVersion: HTTPVersion
    private let via: ViaName

    /// Decides how `head` goes to the client that sent `request`.
    ///
    /// - Parameter mayKeepConnection: false makes this the connection's last answer whatever the client wants.
    package init(
        of head: ResponseHead, answering request: RequestHead, mayKeepConnection: Bool, date: HTTPDate,
        via: ViaName = .plain
    ) {
        self.clientVersion = request.version
        self.via = via
        self.date = date
        self.keepsTrailers = request.acceptsTrailers
        self.isUntilClose = request.version == .http10 && head.framing(answering: request.method) == .untilClose
        let mayKeep = mayKeepConnection && request.keepsConnection
        switch (head.framing(answering: request.method), request.version) {
        case (.none, .http10) where head.section.contains(.transferEncoding):
            self.transfer = .removingChunks
            self.keepsConnection = mayKeep
        case (.none, _), (.length, _), (.chunked, .http11):
            self.transfer = .asReceived
            self.keepsConnection = mayKeep
        case (.untilClose, .http11):
            self.transfer = .addingChunks
            self.keepsConnection = mayKeep
        case (.chunked, .http10):
            self.transfer = .removingChunks
            self.keepsConnection = false
        case (.untilClose, .http10):
            self.transfer = .asReceived
            self.keepsConnection = false
        }
    }

    private static let alwaysRemoved: FieldNameSet = [
        .connection, .keepAlive, .proxyConnection, .te, .upgrade, .http2Settings, .proxyAuthenticate,
        .proxyAuthenticationInfo, .ficusAnsweredBy,
    ]

    /// Writes the head as the client gets it, empty line included. Interim heads (1xx) get Via only.
    package func write(_ head: ResponseHead, to buffer: inout ByteBuffer) {
        buffer.writeHead(estimate: head.buffer.readableBytes + self.addedLines.count + 192) {
            self.write(head, to: &$0)
        }
    }

    private func write(_ head: ResponseHead, to output: inout HeadWriter) {
        let bytes = head.buffer.readableBytesUInt8Span
        Self.writeStatusLine(head, bytes, to: &output)
        LineCopier(head, removing: self.removed(from: head)).copy(bytes, to: &output)
        output.write(self.via.line(receivedIn: head.version))
        if !head.isInterim {
            if !head.section.contains(.date) { output.write(self.date.line) }
            output.write(self.addedLines)
            if self.transfer == .addingChunks { output.write("Transfer-Encoding: chunked\r\n") }
            switch (self.clientVersion, self.keepsConnection) {
            case (.http11, true): break
            case (.http10, true): output.write("Connection: keep-alive\r\n")
            case (_, false): output.write("Connection: close\r\n")
            }
        }
        output.write("\r\n")
    }

    private func removed(from head: ResponseHead) -> FieldNameSet {
        var removed = Self.alwaysRemoved
        if !self.keepsTrailers { removed.insert(.trailer) }
        if self.transfer != .asReceived { removed.insert(.transferEncoding) }
        if head.isInterim || head.status == 204 {
            // Neither may be there (RFC 9110 section 8.6, RFC 9112 section 6.1).
            removed.insert(.contentLength)
            removed.insert(.transferEncoding)
        }
        return removed
    }

    /// The status line with our version (RFC 9110 section 6.2) and the target's reason.
    private static func writeStatusLine(_ head: ResponseHead, _ bytes: Span<UInt8>, to output: inout HeadWriter) {
        if bytes[7] == UInt8(ascii: "1"), head.reasonRange.lowerBound == 13 {
            output.write(bytes.extracting(0..<(head.reasonRange.upperBound + 2)))
        } else {
            output.write("HTTP/1.1 ")
            output.write(bytes.extracting(9..<12))
            output.write(" ")
            output.write(bytes.extracting(head.reasonRange.bounds))
            output.write("\r\n")
        }
    }
}

extension ByteBuffer {
    /// Writes the line that begins a chunk of `count` bytes (RFC 9112 section 7.1); CRLF must follow its content.
    package mutating func writeChunkSize(_ count: Int) {
        var digits: InlineArray<18, UInt8> = .init(repeating: .zero)
        var first = 16
        var rest = UInt64(count)
        repeat {
            first -= 1
            digits[first] = HexDigits.digit(of: rest, at: 15)
            rest &>>= 4
        } while rest > 0
        digits[16] = .carriageReturn
        digits[17] = .lineFeed
        self.writeBytes(digits.span.extracting(first..<18).bytes)
    }

    /// Writes the chunk that ends a body without trailers.
    package mutating func writeLastChunk() { self.writeStaticString("0\r\n\r\n") }
}
