import Glibc
package import NIOCore

/// A stream socket of a loop: TCP or Unix, accepted or opened.
///
///     the kernel has bytes --and read() was called--> connectionReceived, connectionPaused --read()--> ...
///     write, write, flush ------> the kernel, or kept until it takes more; isWritable says whether much is kept
///
/// The kernel reports each change once (edge-triggered), and nothing is registered or unregistered while a connection
/// lives: an exchange costs a read and a write on either side, and its share of a wait. Nothing is read that nobody asked
/// for, so back-pressure reaches the other side through the kernel's buffers; only a broken connection is read to its
/// end at once, because an answer may have come before it broke.
///
/// This is the seam for what may stand between the bytes on the wire and those of HTTP: it would own a connection, and
/// have owners that it treats the same way.
package final class Connection {
    package let loop: SocketLoop
    /// Its reading gives way to that of others: whatever comes, they wait for a small piece of it at most.
    package var isInBackground = false
    private let socket: StreamSocket
    private var token: UInt64 = 0
    private var owner: (any ConnectionOwner)?
    package private(set) var isOpen = true

    /// `read()` was called, and nothing came since.
    private var isReadWanted = false
    /// The kernel may hold something that has not been read.
    private var hasInput = false
    /// There is an end behind what can be read.
    private var endIsNear = false
    private var inputHasEnded = false
    /// Nothing can be written any more: read what is left, then close.
    private var isBroken = false
    /// A write has taken the kernel's word that the connection was reset, after which a read finds an end like any other.
    private var isReset = false
    private var isListed = false
    private var memory = ReadMemory()

    private var pending = PendingWrites()
    /// The kernel takes no more until it says so.
    private var isFull = false
    /// False from where much is kept to where little is.
    package private(set) var isWritable = true
    private var whenWritten: (() -> Void)?

    private static let highWater = 64 << 10
    private static let lowWater = 32 << 10
    /// More than any buffer of the kernel holds: who still sends then has only shut the half that reads (Unix sockets).
    private static let lastReads = 1 << 10

    /// Takes over the descriptor of a connected socket that does not block; closes it when that fails.
    package init(_ descriptor: CInt, on loop: SocketLoop) throws(IOError) {
        self.loop = loop
        socket = StreamSocket(descriptor)
        do throws(IOError) {
            token = try loop.add(self, descriptor, [.readable, .writable, .inputEnded, .edges])
        } catch {
            socket.close()
            isOpen = false
            throw error
        }
    }

    /// Names who uses it from now on; the two hold each other until the connection is closed.
    package func serve(_ owner: any ConnectionOwner) {
        self.owner = owner
    }

    // MARK: - Reading

    /// Asks for what comes next.
    package func read() {
        guard isOpen, !inputHasEnded else { return }
        isReadWanted = true
        if hasInput { continueLater() }
    }

    /// Whether something has come that nobody has read, an end included; asks the kernel, which may know what the loop
    /// has not seen yet.
    package var hasNews: Bool { !isOpen || socket.hasNews }

    private func readOnce() {
        if isInBackground, !loop.mayReadInBackground { return continueLater() }
        isReadWanted = false
        switch memory.receive(from: socket, loop.readBuffers) {
        case .wouldBlock:
            hasInput = false
            isReadWanted = true
        case .failed: close()
        case .end where isReset: close()
        case .end:
            hasInput = false
            inputHasEnded = true
            owner?.connectionInputEnded()
        case .bytes(let buffer, let isShared):
            if !memory.wasFilled, !endIsNear { hasInput = false }
            if isInBackground { loop.hasReadInBackground(buffer.readableBytes) }
            owner?.connectionReceived(buffer)
            if isShared { loop.readBuffers.giveBack(consume buffer) }
            if isOpen { owner?.connectionPaused() }
        }
    }

    // MARK: - Writing

    /// Keeps bytes that leave with those of the next flush.
    package func write(_ bytes: ByteBuffer) {
        guard isOpen, !isBroken else { return }
        pending.append(bytes)
    }

    package func writeAndFlush(_ bytes: ByteBuffer) {
        guard isOpen, !isBroken else { return }
        guard pending.isEmpty else {
            pending.append(bytes)
            return flush()
        }
        var bytes = bytes
        switch bytes.withUnsafeReadableBytes(socket.send) {
        case .bytes(bytes.readableBytes): return
        case .bytes(let count): bytes.moveReaderIndex(forwardBy: count)
        case .wouldBlock: isFull = true
        case .failed(let code): return writeFailed(code)
        }
        pending.append(bytes)
        flush()
    }

    package func flush() {
        while isOpen, !isFull, !pending.isEmpty {
            var outcome = StreamSocket.Outcome.wouldBlock
            _ = pending.offer { head, rest in
                outcome = socket.send(head, rest)
                if case .bytes(let count) = outcome { return count }
                return 0
            }
            switch outcome {
            case .bytes: break
            case .wouldBlock: isFull = true
            case .failed(let code): return writeFailed(code)
            }
        }
        let isRoomy = pending.byteCount < (isWritable ? Self.highWater : Self.lowWater)
        if isRoomy != isWritable {
            isWritable = isRoomy
            owner?.connectionWritabilityChanged(isRoomy)
        }
        if pending.isEmpty, let done = whenWritten {
            whenWritten = nil
            done()
        }
    }

    /// Bytes that the kernel has not taken.
    package var unwrittenBytes: Int { pending.byteCount }

    /// Flushes, and calls `done` when the kernel has all; never for a connection that breaks before.
    package func finishWriting(_ done: @escaping () -> Void) {
        guard isOpen, !isBroken else { return }
        whenWritten = done
        flush()
    }

    /// The other side may still have sent something; what it was is read first, when the caller is done.
    ///
    /// - Parameter code: `EPIPE` where the other side had ended in order before (tcp(7)).
    private func writeFailed(_ code: CInt) {
        isBroken = true
        isReset = code != EPIPE
        whenWritten = nil
        pending.removeAll()
        continueLater()
    }

    // MARK: - Ends

    /// Tells the other side that no more comes; it may still send.
    package func shutOutput() {
        if isOpen { socket.shutOutput() }
    }

    /// Makes the close that follows a reset.
    package func resetWhenClosed() {
        if isOpen { socket.resetWhenClosed() }
    }

    /// Ends the connection at once; what has not been written is lost.
    package func close() {
        guard isOpen else { return }
        isOpen = false
        loop.remove(token)
        socket.close()
        pending.removeAll()
        whenWritten = nil
        memory = ReadMemory()
        let owner = owner
        self.owner = nil
        owner?.connectionClosed()
    }
}

// MARK: - From the loop

extension Connection: SocketSource {
    func ready(_ events: Poller.Events) {
        if events.contains(.writable), isFull {
            isFull = false
            flush()
        }
        guard isOpen, !events.isDisjoint(with: [.readable, .inputEnded, .hungUp, .failed]) else { return }
        hasInput = true
        if !events.isDisjoint(with: [.inputEnded, .hungUp, .failed]) { endIsNear = true }
        if !events.isDisjoint(with: [.hungUp, .failed]) {
            readToTheEnd()
        } else if isReadWanted {
            readOnce()
        }
    }

    /// Its turn has come, among those that had more to do.
    func goOn() {
        isListed = false
        guard isOpen else { return }
        if isBroken { readToTheEnd() } else if isReadWanted, hasInput { readOnce() }
    }

    private func continueLater() {
        guard !isListed else { return }
        isListed = true
        loop.continueLater(self)
    }

    /// Delivers what came before the connection broke, and closes it.
    private func readToTheEnd() {
        isBroken = true
        hasInput = true
        var reads = 0
        while isOpen, hasInput, !inputHasEnded, reads < Self.lastReads {
            if isInBackground, !loop.mayReadInBackground { return continueLater() }
            readOnce()
            reads += 1
        }
        close()
    }
}
