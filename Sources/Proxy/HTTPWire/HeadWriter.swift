import NIOCore

/// Writes the pieces of a head into memory that was reserved at once: asking the buffer for each piece costs more than
/// copying it.
///
/// Pieces beyond the memory are counted and not written, so that the right amount can be reserved and all written anew.
struct HeadWriter: ~Copyable {
    private let memory: UnsafeMutableRawBufferPointer
    /// Bytes written, or that would have been.
    private(set) var count = 0

    init(_ memory: UnsafeMutableRawBufferPointer) {
        self.memory = memory
    }

    @inline(__always)
    mutating func write(_ bytes: UnsafeRawBufferPointer) {
        let end = self.count &+ bytes.count
        if end <= self.memory.count {
            UnsafeMutableRawBufferPointer(rebasing: self.memory[self.count..<end]).copyMemory(from: bytes)
        }
        self.count = end
    }

    @inline(__always)
    mutating func write(_ bytes: Span<UInt8>) {
        bytes.withUnsafeBytes { self.write($0) }
    }

    @inline(__always)
    mutating func write(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { self.write($0) }
    }

    @inline(__always)
    mutating func write(_ text: StaticString) {
        self.write(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}

extension ByteBuffer {
    /// Appends what `body` writes.
    ///
    /// - Parameter estimate: how many bytes that is likely to be at most; when it is more, `body` is called again.
    @inline(__always)
    mutating func writeHead(estimate: Int, _ body: (inout HeadWriter) -> Void) {
        var room = estimate
        var isWritten = false
        while !isWritten {
            self.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { memory in
                var writer = HeadWriter(memory)
                body(&writer)
                room = writer.count
                isWritten = writer.count <= memory.count
                return isWritten ? writer.count : 0
            }
        }
    }
}
