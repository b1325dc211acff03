/// How much framing a chunked body may carry beside its content.
package struct ChunkLimits: Sendable, Hashable {
    /// Bytes of all chunk extensions of one body.
    package let extensionBytes: Int
    /// Bytes of the trailer section.
    package let trailerBytes: Int

    package init(extensionBytes: Int = 4 * 1024, trailerBytes: Int = 8 * 1024) {
        self.extensionBytes = extensionBytes
        self.trailerBytes = trailerBytes
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
        /// After `;`; text up to CR may follow.
        case chunkExtension
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
    private var hasDroppedTrailers = false
    private let keepsTrailers: Bool
    private let limits: ChunkLimits

    init(keepsTrailers: Bool, limits: ChunkLimits) {
        self.keepsTrailers = keepsTrailers
        self.limits = limits
    }

    mutating func scan(
        _ bytes: Span<UInt8>, payload: (Range<Int>) -> Void
    ) throws(WireError) -> BodyProgress {
        let token = ByteSet.token
        var position = 0
        // Where forwarding stopped, once trailers are being dropped.
        var forwarded: Int?
        if self.hasDroppedTrailers { forwarded = 0 }
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
                    self.state = .chunkExtension
                } else {
                    throw octet == .lineFeed ? .bareLineFeed : .chunkSizeInvalid
                }
            case .chunkExtension:
                if octet == .carriageReturn {
                    self.state = .sizeLineFeed
                } else {
                    guard octet.isText else { throw octet == .lineFeed ? .bareLineFeed : .chunkExtensionInvalid }
                    try self.countExtension()
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
                    try self.countTrailer()
                    if !self.keepsTrailers, forwarded == nil {
                        self.hasDroppedTrailers = true
                        forwarded = position
                    }
                    self.state = .trailerName
                }
            case .trailerName:
                try self.countTrailer()
                if octet == .colon {
                    self.state = .trailerValue
                } else if !token.contains(octet) {
                    throw .trailerInvalid
                }
            case .trailerValue:
                try self.countTrailer()
                if octet == .carriageReturn {
                    self.state = .trailerLineFeed
                } else if !octet.isText {
                    throw octet == .lineFeed ? .bareLineFeed : .trailerInvalid
                }
            case .trailerLineFeed:
                guard octet == .lineFeed else { throw .bareCarriageReturn }
                self.state = .trailerStart
            case .endLineFeed:
                guard octet == .lineFeed else { throw .bareCarriageReturn }
                self.state = .complete
            case .complete:
                break scanning
            }
            position &+= 1
        }
        return self.progress(consumed: position, forwarded: forwarded)
    }

    private func progress(consumed: Int, forwarded: Int?) -> BodyProgress {
        let ending: BodyProgress.Ending =
            if case .complete = self.state { self.hasDroppedTrailers ? .completeAfterCRLF : .complete } else { .open }
        return BodyProgress(consumed: consumed, forwarded: forwarded ?? consumed, ending: ending)
    }

    private mutating func countExtension() throws(WireError) {
        self.extensionBytes &+= 1
        if self.extensionBytes > self.limits.extensionBytes { throw .chunkExtensionTooLong }
    }

    private mutating func countTrailer() throws(WireError) {
        self.trailerBytes &+= 1
        if self.trailerBytes > self.limits.trailerBytes { throw .trailersTooLarge }
    }
}

extension UInt8 {
    /// Visible ASCII, `obs-text`, space or tab: what a field value or a chunk extension may hold.
    fileprivate var isText: Bool { (self >= 0x20 && self != 0x7F) || self == .tab }
}
