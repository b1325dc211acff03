/// Reads field lines, as far as there are any, and remembers where it stopped.
///
///     lineStart      scanned            count
///     v              v                  v
///     "Accept: text/ht" ... new bytes ...
///
/// Bytes before `scanned` hold no control character, so when more arrive only the new ones are searched for one; a line
/// is parsed again once it has one, which is its end or its error. So each byte is looked at a fixed number of times,
/// however small the pieces are.
struct FieldParser: Sendable {
    var section = FieldSection()
    var lineStart = 0
    private var scanned = 0
    /// The section belongs to a head that has been handed out.
    private var isTaken = false
    private let limits: HeadLimits
    private let names = KnownNames.table

    init(limits: HeadLimits) {
        self.limits = limits
    }

    /// The finished section; prepares for another head, which uses its memory again if nobody holds the section by then.
    mutating func take() -> FieldSection {
        self.lineStart = 0
        self.scanned = 0
        self.isTaken = true
        return self.section
    }

    /// Whether parsing can get further than last time: the line may be complete, or a limit been reached.
    mutating func canAdvance(_ bytes: Span<UInt8>, window: Int) -> Bool {
        if self.scanned == 0 || window < self.scanned { return true }
        if bytes.endOfText(from: self.scanned) < bytes.count || bytes.count >= window { return true }
        self.scanned = bytes.count
        return false
    }

    /// Notes that all bytes were looked at and the line that begins at `lineStart` goes on; a CR at the end of them must
    /// be seen again with what follows it.
    mutating func wait(after bytes: Span<UInt8>) {
        let count = bytes.count
        self.scanned = count > 0 && bytes[count &- 1] == .carriageReturn ? count &- 1 : count
    }

    /// The next line begins at `position`.
    mutating func advance(to position: Int) {
        self.lineStart = position
        self.scanned = 0
    }

    /// Reads field lines from `lineStart`; true once the empty line has been read, which `lineStart` then follows.
    mutating func parse(_ bytes: Span<UInt8>) throws(WireError) -> Bool {
        if self.isTaken {
            self.section.removeAll()
            self.isTaken = false
        }
        let start = self.section.lines.isEmpty ? self.lineStart : self.section.lines.lowerBound
        if self.section.fields.capacity == 0 { self.section.fields.reserveCapacity(12) }
        let token = ByteSet.token
        while self.lineStart < bytes.count {
            if bytes[self.lineStart] == .carriageReturn {
                guard self.lineStart &+ 1 < bytes.count else { break }
                guard bytes[self.lineStart &+ 1] == .lineFeed else { throw .bareCarriageReturn }
                self.section.lines = ByteRange(start..<self.lineStart)
                self.advance(to: self.lineStart &+ 2)
                return true
            }
            guard let next = try self.parseLine(bytes, token) else { break }
            self.advance(to: next)
            self.section.lines = ByteRange(start..<next)
        }
        self.wait(after: bytes)
        return false
    }

    /// Reads the line at `lineStart` (RFC 9112 section 5): where the next one begins, or nil where it is not complete.
    private mutating func parseLine(_ bytes: Span<UInt8>, _ token: ByteSet) throws(WireError) -> Int? {
        let count = bytes.count
        let nameStart = self.lineStart
        // Mostly the name is a known one, and then it is a token.
        let colon = bytes.firstColon(from: nameStart)
        let known = colon.flatMap { self.names.name(bytes.extracting(nameStart..<$0)) }
        var position = nameStart
        if let colon, known != nil {
            position = colon
        } else {
            while position < count, token.contains(bytes[position]) { position &+= 1 }
        }
        guard position < count else { return nil }
        let nameEnd = position
        guard bytes[nameEnd] == .colon else {
            if bytes[nameEnd] == .carriageReturn, nameEnd &+ 1 == count { return nil }
            throw Self.nameError(bytes, nameStart, nameEnd)
        }
        if nameEnd == nameStart { throw .fieldNameEmpty }

        position &+= 1
        while position < count, bytes[position] == .space || bytes[position] == .tab { position &+= 1 }
        let valueStart = position
        position = bytes.endOfText(from: valueStart)
        guard position < count else { return nil }
        switch bytes[position] {
        case .carriageReturn:
            guard position &+ 1 < count else { return nil }
            guard bytes[position &+ 1] == .lineFeed else { throw .bareCarriageReturn }
        case .lineFeed: throw .bareLineFeed
        default: throw .fieldValueInvalid
        }
        var valueEnd = position
        while valueEnd > valueStart, bytes[valueEnd &- 1] == .space || bytes[valueEnd &- 1] == .tab { valueEnd &-= 1 }

        if self.section.count == self.limits.fieldCount { throw .tooManyFields }
        self.section.append(
            FieldSection.Field(
                nameRange: ByteRange(nameStart..<nameEnd), valueRange: ByteRange(valueStart..<valueEnd),
                name: known ?? FieldName(bytes.extracting(nameStart..<nameEnd))))
        return position &+ 2
    }

    /// What is wrong with a line whose name is followed by `bytes[end]`, which is neither a colon nor a token's.
    private static func nameError(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> WireError {
        switch bytes[end] {
        case .space, .tab: end == start ? .foldedLine : .spaceBeforeColon
        case .lineFeed: .bareLineFeed
        case .carriageReturn where end + 1 < bytes.count && bytes[end + 1] != .lineFeed: .bareCarriageReturn
        default: .fieldNameInvalid
        }
    }
}

extension Span<UInt8> {
    /// The first colon in the 32 octets from `start` on, as far as they are there in whole words; no known name is longer.
    @inline(__always)
    fileprivate func firstColon(from start: Int) -> Int? {
        var index = start
        let end = Swift.min(start &+ KnownNames.longest, self.count &- 8)
        while index <= end {
            let marks = self.word(at: index).marks(of: .colon)
            if marks != 0 { return index &+ marks.firstMark }
            index &+= 8
        }
        return nil
    }
}
