package import NIOCore

/// What the bytes of a body at the front of a buffer are.
///
///     |<------------- consumed ------------->|<- next message ->|
///     |<----- forwarded ---->|<-- dropped -->|
///
/// The forwarded bytes go on unchanged, framing included; dropped are trailers, of which those that the receiver may see
/// come again with the end.
package struct BodyProgress: Sendable, Hashable {
    /// How far the body is.
    package enum Ending: Sendable, Hashable {
        /// More bytes must come.
        case open
        /// The body is complete with the bytes to be forwarded.
        case complete
        /// The body is complete when these bytes, trailers that go on and the empty line, follow those to be forwarded.
        case completeAfter([UInt8])
    }

    /// Bytes that belong to the body.
    package let consumed: Int
    /// How many of them, from the front, are to be sent on as they are.
    package let forwarded: Int
    package let ending: Ending
    /// The lines of the trailer section as received, once the body is complete, where they are recorded.
    package var trailers: [UInt8] = []

    package var isComplete: Bool { self.ending != .open }
}

/// Follows a body through the reads of a connection: finds its end, checks its framing, changes nothing.
package struct BodyScanner: Sendable {
    private enum State: Sendable {
        case length(remaining: Int)
        case chunked(ChunkScanner)
        case untilClose
        case complete
    }

    private var state: State

    /// - Parameters:
    ///   - keepsTrailers: whether trailers that may go on come again with the end.
    ///   - recordsTrailers: whether the progress at the end has the trailer section.
    package init(
        _ framing: BodyFraming, keepsTrailers: Bool = false, recordsTrailers: Bool = false,
        limits: ChunkLimits = ChunkLimits()
    ) {
        self.state =
            switch framing {
            case .none: .complete
            case .length(let length): length > 0 ? .length(remaining: length) : .complete
            case .chunked:
                .chunked(
                    ChunkScanner(keepsTrailers: keepsTrailers, recordsTrailers: recordsTrailers, limits: limits))
            case .untilClose: .untilClose
            }
    }

    /// Whether the body has been seen to its end; at once true without a body, never for `untilClose`.
    package var isComplete: Bool {
        if case .complete = self.state { true } else { false }
    }

    /// Whether a close of the connection now ends the body as it should (RFC 9112 section 8).
    package var mayEndByClose: Bool {
        switch self.state {
        case .complete, .untilClose: true
        case .length, .chunked: false
        }
    }

    /// Looks at the bytes at the front of `buffer` once; the caller takes `consumed` of them off.
    ///
    /// `payload` is called with each run of content without framing, as ranges counted from `readerIndex`.
    package mutating func scan(
        _ buffer: ByteBuffer, payload: (Range<Int>) -> Void = { _ in }
    ) throws(WireError) -> BodyProgress {
        let available = buffer.readableBytes
        switch self.state {
        case .complete:
            return BodyProgress(consumed: 0, forwarded: 0, ending: .complete)
        case .untilClose:
            if available > 0 { payload(0..<available) }
            return BodyProgress(consumed: available, forwarded: available, ending: .open)
        case .length(let remaining):
            let count = min(remaining, available)
            if count > 0 { payload(0..<count) }
            self.state = count == remaining ? .complete : .length(remaining: remaining - count)
            return BodyProgress(consumed: count, forwarded: count, ending: count == remaining ? .complete : .open)
        case .chunked(var scanner):
            let progress = try scanner.scan(buffer.readableBytesUInt8Span, payload: payload)
            self.state = progress.isComplete ? .complete : .chunked(scanner)
            return progress
        }
    }
}
