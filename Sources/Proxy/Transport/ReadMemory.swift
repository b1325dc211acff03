import NIOCore

/// Where a connection reads to: small memory of its own, which small messages never outgrow; for large ones, that of the
/// loop.
struct ReadMemory {
    enum Arrival {
        /// - Parameter isShared: the buffer is one of the loop's, to be given back.
        case bytes(ByteBuffer, isShared: Bool)
        case end
        case wouldBlock
        case failed
    }

    private static let smallest = 512
    private static let largest = 2 << 10

    private var own = ByteBuffer()
    /// How much is read at once; more than `largest` is the loop's.
    private var size = smallest
    /// The last read filled what it was given: there may be more.
    private(set) var wasFilled = false

    /// Reads once.
    mutating func receive(from socket: StreamSocket, _ shared: ReadBuffers) -> Arrival {
        guard size > Self.largest else { return receiveSmall(from: socket) }
        var buffer = shared.take()
        let outcome = Self.read(socket, into: &buffer)
        guard case .bytes(let count) = outcome, count > Self.largest else {
            // So little pins no large piece of memory, and what follows is probably as small.
            let copy = ByteBuffer(bytes: buffer.readableBytesView)
            shared.giveBack(buffer)
            size = Self.largest
            wasFilled = false
            return Arrival(outcome, copy, isShared: false)
        }
        wasFilled = buffer.writableBytes == 0
        return .bytes(buffer, isShared: true)
    }

    private mutating func receiveSmall(from socket: StreamSocket) -> Arrival {
        if own.capacity < size || own.modifyIfUniquelyOwned({ $0.clear() }) == nil {
            own = ByteBufferAllocator().buffer(capacity: size)
        }
        let outcome = Self.read(socket, into: &own)
        wasFilled = own.writableBytes == 0
        if wasFilled { size = size < Self.largest ? Self.largest : ReadBuffers.size }
        return Arrival(outcome, own, isShared: false)
    }

    private static func read(_ socket: StreamSocket, into buffer: inout ByteBuffer) -> StreamSocket.Outcome {
        var outcome = StreamSocket.Outcome.wouldBlock
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: 0) { memory in
            outcome = socket.receive(memory)
            if case .bytes(let count) = outcome { return count }
            return 0
        }
        return outcome
    }
}

extension ReadMemory.Arrival {
    fileprivate init(_ outcome: StreamSocket.Outcome, _ buffer: ByteBuffer, isShared: Bool) {
        switch outcome {
        case .bytes(0): self = .end
        case .bytes: self = .bytes(buffer, isShared: isShared)
        case .wouldBlock: self = .wouldBlock
        case .failed: self = .failed
        }
    }
}
