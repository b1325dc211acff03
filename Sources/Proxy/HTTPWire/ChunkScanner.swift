/// How much framing a chunked body may carry beside its content.
package struct ChunkLimits: Sendable, Hashable {
    /// Bytes of all chunk extensions of one body.
    package let extensionBytes: Int
    /// Bytes of the trailer section.
    package let trailerBytes: Int
    /// Lines of the trailer section.
    package let trailerFields: Int

    package init(extensionBytes: Int = 4 * 1024, trailerBytes: Int = 8 * 1024, trailerFields: Int = 64) {
        self.extensionBytes = extensionBytes
        self.trailerBytes = trailerBytes
        self.trailerFields = trailerFields
    }
}

/// Follows the chunked coding (RFC 9112 section 7.1) octet by octet, skipping content at once.
///
///     sizeStart -> size -+-> extension -+-> sizeLF -> data -> dataCR -> dataLF -> sizeStart
///                        +--------------+      \ size 0
///                                               -> trailerStart -+-> trailerName -> trailerValue -> trailerLF -+
///                                                     ^          +-> endLF -> complete                         |
///                                                     +--------------------------------------------------------+
struct ChunkScanner: Sendable {
    private enum State: Sendable {
        /// The first digit of a chunk size must follow.
        case sizeStart
        /// Digits so far; more digits, `;` or CR may follow.
        case size
        /// After `;`; what may follow, up to CR, is in there.
        case chunkExtension(ChunkExtension)
        /// LF must follow.
        case sizeLineFeed
        /// This many bytes of content must follow.
        case data(remaining: Int)
        /// CR, then LF must follow the content.
        case dataCarriageReturn, dataLineFeed
        /// A field name or the CR of the empty line must follow.
        case trailerStart
        /// Rest of the name, a colon.
        case trailerName
        /// Text up to CR.
        case trailerValue
        /// LF must follow.
        case trailerLineFeed
        /// LF of the empty line must follow.
        case endLineFeed
        case complete
    }

    private var state = State.sizeStart
    private var size = 0
    private var digits = 0
    private var extensionBytes = 0
    private var trailerBytes = 0
    private var trailerFields = 0
    /// The trailer section so far, where trailers are kept or recorded.
    private var trailers: [UInt8] = []
    private let keepsTrailers: Bool
    private let recordsTrailers: Bool
    private let limits: ChunkLimits

    init(keepsTrailers: Bool, recordsTrailers: Bool = false, limits: ChunkLimits) {
        self.keepsTrailers = keepsTrailers
        self.recordsTrailers = recordsTrailers
        self.limits = limits
    }

    mutating func scan(
        _ bytes: Span<UInt8>, payload: (Range<Int>) -> Void
    ) throws(WireError) -> BodyProgress {
        let token = ByteSet.token
        var position = 0
        // Where the bytes that go on as they are stop, once there are trailers.
        var forwarded: Int?
        if self.trailerFields > 0 { forwarded = 0 }
        scanning: while position < bytes.count {
            let octet = bytes[position]
            switch self.state {
            case .sizeStart:
                guard let digit = octet.hexDigitValue else { throw .chunkSizeInvalid }
                self.size = Int(digit)
                self.digits = 1
                self.state = .size
            case .size:
                if let digit = octet.hexDigitValue {
                    // 15 digits stay far from an overflow; no body has more.
                    if self.digits == 15 { throw .chunkSizeTooLarge }
                    self.size = self.size &<< 4 | Int(digit)
                    self.digits &+= 1
                } else if octet == .carriageReturn {
                    self.state = .sizeLineFeed
                } else if octet == .semicolon {
                    try self.countExtension()
                    self.state = .chunkExtension(.nameStart)
                } else {
                    throw octet == .lineFeed ? .bareLineFeed : .chunkSizeInvalid
                }
            case .chunkExtension(let part):
                if let next = try part.after(octet) {
                    try self.countExtension()
                    self.state = .chunkExtension(next)
                } else {
                    self.state = .sizeLineFeed
                }
            case .sizeLineFeed:
                guard octet == .lineFeed else { throw .bareCarriageReturn }
                self.state = self.size == 0 ? .trailerStart : .data(remaining: self.size)
            case .data(let remaining):
                let count = min(remaining, bytes.count &- position)
                payload(position..<(position &+ count))
                position &+= count
                self.state = count == remaining ? .dataCarriageReturn : .data(remaining: remaining &- count)
                continue scanning
            case .dataCarriageReturn:
                guard octet == .carriageReturn else { throw .chunkEndMissing }
                self.state = .dataLineFeed
            case .dataLineFeed:
                guard octet == .lineFeed else { throw .chunkEndMissing }
                self.state = .sizeStart
            case .trailerStart:
                if octet == .carriageReturn {
                    self.state = .endLineFeed
                } else {
                    guard token.contains(octet) else { throw octet == .lineFeed ? .bareLineFeed : .trailerInvalid }
                    try self.countTrailer(octet)
                    if self.trailerFields == self.limits.trailerFields { throw .trailersTooLarge }
                    if forwarded == nil { forwarded = position }
                    self.trailerFields &+= 1
                    self.state = .trailerName
                }
            case .trailerName:
                try self.countTrailer(octet)
                if octet == .colon {
                    self.state = .trailerValue
                } else if !token.contains(octet) {
                    throw .trailerInvalid
                }
            case .trailerValue:
                try self.countTrailer(octet)
                if octet == .carriageReturn {
                    self.state = .trailerLineFeed
                } else if !octet.isText {
                    throw octet == .lineFeed ? .bareLineFeed : .trailerInvalid
                }
            case .trailerLineFeed:
                guard octet == .lineFeed else { throw .bareCarriageReturn }
                try self.countTrailer(octet)
                self.state = .trailerStart
            case .endLineFeed:
                guard octet == .lineFeed else { throw .bareCarriageReturn }
                self.state = .complete
            case .complete:
                break scanning
            }
            position &+= 1
        }
        var ending = BodyProgress.Ending.open
        if case .complete = self.state {
            let kept = self.keepsTrailers ? self.trailers : []
            ending = self.trailerFields == 0 ? .complete : .completeAfter(TrailerSection.forwarded(kept))
        }
        var progress = BodyProgress(consumed: position, forwarded: forwarded ?? position, ending: ending)
        if self.recordsTrailers, progress.isComplete { progress.trailers = self.trailers }
        return progress
    }

    private mutating func countExtension() throws(WireError) {
        self.extensionBytes &+= 1
        if self.extensionBytes > self.limits.extensionBytes { throw .chunkExtensionTooLong }
    }

    private mutating func countTrailer(_ octet: UInt8) throws(WireError) {
        self.trailerBytes &+= 1
        if self.trailerBytes > self.limits.trailerBytes { throw .trailersTooLarge }
        if self.keepsTrailers || self.recordsTrailers { self.trailers.append(octet) }
    }
}

extension UInt8 {
    /// Visible ASCII, `obs-text`, space or tab: what a field value or a quoted string may hold.
    var isText: Bool { (self >= 0x20 && self != 0x7F) || self == .tab }
}
