import NIOCore

/// Buffers for what is about to be written, used again and again by all connections of one worker.
///
/// Mostly the kernel takes all of a write at once, and then its buffer is free for the next. So a few of them serve
/// thousands of connections, and an idle one holds none.
final class WriteBuffers {
    private static let most = 16
    /// Larger ones are not kept.
    private static let capacity = 16 << 10

    private var free: [ByteBuffer] = []

    /// An empty buffer.
    func take() -> ByteBuffer {
        free.popLast() ?? ByteBuffer()
    }

    /// Keeps a buffer that has been written, unless somebody still holds its bytes.
    func giveBack(_ buffer: consuming ByteBuffer) {
        guard free.count < Self.most, buffer.capacity <= Self.capacity, buffer.capacity > 0 else { return }
        var buffer = buffer
        guard buffer.modifyIfUniquelyOwned({ $0.clear() }) != nil else { return }
        free.append(buffer)
    }
}
