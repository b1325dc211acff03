import NIOCore

/// Memory for large reads, used again and again by all connections of one loop.
///
/// Mostly what was read has been written on when the read is over, so a few pieces serve all bodies, and an idle
/// connection holds none.
final class ReadBuffers {
    static let size = 64 << 10
    private static let most = 4

    private var free: [ByteBuffer] = []

    /// An empty buffer of `size` bytes.
    func take() -> ByteBuffer {
        free.popLast() ?? ByteBufferAllocator().buffer(capacity: Self.size)
    }

    /// Keeps a buffer, unless somebody still holds its bytes.
    func giveBack(_ buffer: consuming ByteBuffer) {
        guard free.count < Self.most else { return }
        var buffer = buffer
        guard buffer.modifyIfUniquelyOwned({ $0.clear() }) != nil else { return }
        free.append(buffer)
    }
}
