import DequeModule
import NIOCore

/// What the kernel has not taken yet, in order.
struct PendingWrites {
    private var parts = Deque<ByteBuffer>()
    private(set) var byteCount = 0

    var isEmpty: Bool { parts.isEmpty }

    /// A small part of one of the loop's large buffers is copied: otherwise a client that reads slowly would pin many
    /// times what is kept for it.
    mutating func append(_ part: ByteBuffer) {
        guard part.readableBytes > 0 else { return }
        byteCount += part.readableBytes
        let isSmallPart = part.storageCapacity >= ReadBuffers.size && part.readableBytes < part.storageCapacity / 4
        parts.append(isSmallPart ? ByteBuffer(bytes: part.readableBytesView) : part)
    }

    /// Offers the first parts, at most two: a head and the body behind it leave in one call.
    ///
    /// - Parameter send: returns how many bytes were taken.
    /// - Returns: what `send` returned.
    mutating func offer(_ send: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Int) -> Int {
        guard let first = parts.first else { return 0 }
        let second = parts.count > 1 ? parts[1] : ByteBuffer()
        let count = first.withUnsafeReadableBytes { head in
            second.withUnsafeReadableBytes { rest in send(head, rest) }
        }
        if count > 0 { drop(count) }
        return count
    }

    mutating func removeAll() {
        parts.removeAll()
        byteCount = 0
    }

    private mutating func drop(_ count: Int) {
        byteCount -= count
        var count = count
        while count > 0, let length = parts.first?.readableBytes {
            if length > count {
                parts[0].moveReaderIndex(forwardBy: count)
                return
            }
            count -= length
            parts.removeFirst()
        }
    }
}
