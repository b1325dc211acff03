import NIOCore

/// What is to be written to a client: small parts of an answer that come in one read leave in one piece.
struct ClientOutput {
    /// Beyond this, parts are written one after the other instead of being copied together.
    private static let joinedBytes = 4 << 10

    private var bytes = ByteBuffer()
    private(set) var isWaiting = false
    /// Where the answer under way begins in `bytes`; nil when a part of it has left.
    private var answerStart: Int?

    /// The head of an answer is the next to be added.
    mutating func answerBegins() {
        answerStart = isWaiting ? bytes.readableBytes : 0
    }

    /// Takes back what was added since `answerBegins`; false where some of it has left already.
    mutating func takeBackAnswer() -> Bool {
        guard let start = answerStart, isWaiting else { return false }
        bytes = bytes.getSlice(at: bytes.readerIndex, length: start) ?? ByteBuffer()
        return true
    }

    /// Returns what must be written now, before the part that waits from here on.
    mutating func add(_ part: ByteBuffer) -> ByteBuffer? {
        guard isWaiting else {
            bytes = part
            isWaiting = true
            return nil
        }
        if bytes.readableBytes + part.readableBytes <= Self.joinedBytes {
            bytes.writeImmutableBuffer(part)
            return nil
        }
        answerStart = nil
        let earlier = bytes
        bytes = part
        return earlier
    }

    mutating func take() -> ByteBuffer {
        defer { bytes = ByteBuffer() }
        answerStart = nil
        isWaiting = false
        return bytes
    }
}
