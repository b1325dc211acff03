import HTTPWire
import NIOCore
import Routing
import Transport

/// One connection to an instance: carries one request at a time and reads its answer.
///
///     idle -> head -> body -> idle        (given back to the pool)
///               \       \---> closed      (not to be used again: upload unfinished, `Connection: close`, leftover bytes)
///                \----------> closed
final class TargetConnection {
    private enum Phase {
        /// In the pool, or leased and not yet written to. Bytes from the target end the connection.
        case idle
        /// Waiting for a head; interim heads leave it here.
        case head
        case body
        case closed
    }

    let pool: InstancePool
    /// When it came into the pool.
    var idleSince = NIODeadline.now()
    /// The whole request has been written, so the connection may serve another after the answer.
    var requestIsComplete = false

    private let connection: Connection
    private var leg: (any TargetLeg)?
    private var phase = Phase.idle
    private var parser: ResponseParser
    private var scanner = BodyScanner(.none)
    private var inbound = ByteBuffer()
    private var keepsConnection = false
    private var isReading = true
    /// What is to be written: the head of a request and what is small behind it leave in one piece.
    private var outbound = ByteBuffer()
    private static let joinedBytes = 4 << 10
    private var needsFlush = false
    private(set) var isWritable = true
    /// Neither side has ended the connection.
    private var isOpen = true
    /// The target has ended it in order: what came before is all there is.
    private var hasEndedInOrder = false
    /// It has carried a request before.
    private var isReused = false
    /// Interim heads of the answer under way.
    private var interimCount = 0
    private static let interimLimit = 64

    init(_ connection: Connection, pool: InstancePool, limits: HeadLimits) {
        self.connection = connection
        self.pool = pool
        parser = ResponseParser(limits: limits)
    }

    /// Open, and nothing has come that nobody asked for.
    var isUsable: Bool {
        isOpen && phase == .idle && inbound.readableBytes == 0
    }

    /// Whether a connection that was used before has neither been ended nor brought bytes that nobody asked for; asks
    /// the kernel, which may know what the loop has not seen yet.
    var isSilent: Bool {
        isUsable && !(isReused && connection.hasNews)
    }

    // MARK: - For the leg

    func attach(_ leg: any TargetLeg) {
        self.leg = leg
        requestIsComplete = false
    }

    /// Writes a part of the request; the first one is its head.
    func write(_ bytes: ByteBuffer) {
        if phase == .idle { phase = .head }
        if !needsFlush {
            outbound = bytes
            needsFlush = true
        } else if outbound.readableBytes + bytes.readableBytes <= Self.joinedBytes {
            outbound.writeImmutableBuffer(bytes)
        } else {
            connection.write(outbound)
            outbound = bytes
        }
    }

    func flush() {
        guard needsFlush else { return }
        needsFlush = false
        let buffer = outbound
        outbound = ByteBuffer()
        connection.writeAndFlush(buffer)
        pool.buffers.giveBack(consume buffer)
    }

    /// Stops taking the answer until `resumeReading`.
    func pauseReading() { isReading = false }

    func resumeReading() {
        guard !isReading else { return }
        isReading = true
        connection.read()
    }

    /// The leg does not want the answer any more; the connection is of no other use.
    func abandon() {
        leg = nil
        if phase == .idle, isUsable { pool.giveBack(self) } else { close() }
    }

    func close() {
        guard phase != .closed else { return }
        phase = .closed
        pool.closed(self)
        connection.close()
    }

    private func ended() {
        guard isOpen else { return }
        isOpen = false
        switch phase {
        case .body where scanner.mayEndByClose && hasEndedInOrder: finish()
        case .body: fail(.truncatedAnswer)
        case .head: fail(.reset)
        case .idle where leg != nil: fail(.staleConnection)
        case .idle, .closed: close()
        }
    }

    // MARK: - The answer

    private func advance() {
        while inbound.readableBytes > 0 {
            switch phase {
            case .idle, .closed:
                // Nobody asked for these bytes.
                inbound.clear()
                if let leg {
                    self.leg = nil
                    close()
                    leg.targetFailed(.staleConnection)
                } else {
                    close()
                }
            case .head:
                guard readHead() else { return }
            case .body:
                guard readBody() else { return }
            }
        }
    }

    /// Whether there may be more to read.
    private func readHead() -> Bool {
        let head: ResponseHead
        do {
            guard let next = try parser.parse(&inbound) else { return false }
            head = next
        } catch {
            fail(.invalidAnswer)
            return false
        }
        guard let leg else { return false }
        if head.isInterim {
            interimCount += 1
            // Nobody asked to upgrade, because Upgrade does not go along (RFC 9110 section 15.2.2).
            if head.status == 101 || interimCount > Self.interimLimit {
                fail(.invalidAnswer)
            } else {
                leg.answerInterim(head)
            }
            return phase == .head
        }
        interimCount = 0
        let framing = head.framing(answering: leg.method)
        keepsConnection = head.keepsConnection && framing != .untilClose
        phase = .body
        let keepsTrailers = leg.answerBegan(head)
        guard phase == .body, self.leg === leg else { return false }
        scanner = BodyScanner(framing, keepsTrailers: keepsTrailers, recordsTrailers: leg.capture != nil)
        if scanner.isComplete { finish() }
        return true
    }

    /// Whether there may be more to read.
    private func readBody() -> Bool {
        guard let leg else { return false }
        // A copy, so that nothing that the leg does can meet the scanner at work.
        var scanner = scanner
        let bytes = inbound
        let progress: BodyProgress
        do {
            if let capture = leg.capture {
                progress = try scanner.scan(bytes) { capture.append(bytes, $0) }
            } else {
                progress = try scanner.scan(bytes)
            }
        } catch {
            fail(.truncatedAnswer)
            return false
        }
        self.scanner = scanner
        if !progress.trailers.isEmpty { leg.capture?.append(trailers: progress.trailers) }
        if progress.forwarded == bytes.readableBytes {
            inbound = ByteBuffer()
            leg.answerBody(bytes)
        } else {
            let forwarded = bytes.getSlice(at: bytes.readerIndex, length: progress.forwarded)
            inbound.moveReaderIndex(forwardBy: progress.consumed)
            if let forwarded, progress.forwarded > 0 { leg.answerBody(forwarded) }
        }
        if case .completeAfter(let trailers) = progress.ending, self.leg === leg {
            leg.answerBody(ByteBuffer(bytes: trailers))
        }
        guard phase == .body, self.leg === leg else { return false }
        if progress.isComplete { finish() }
        return true
    }

    /// The answer is complete: back to the pool, or away.
    private func finish() {
        let leg = leg
        self.leg = nil
        isReading = true
        if keepsConnection, requestIsComplete, inbound.readableBytes == 0, isOpen {
            phase = .idle
            isReused = true
            pool.giveBack(self)
        } else {
            close()
        }
        leg?.answerEnded()
    }

    private func fail(_ failure: Failure) {
        let leg = leg
        self.leg = nil
        close()
        leg?.targetFailed(failure)
    }
}

extension TargetConnection: ConnectionOwner {
    func connectionReceived(_ bytes: ByteBuffer) {
        if inbound.readableBytes == 0 { inbound = bytes } else { inbound.writeImmutableBuffer(bytes) }
        pool.time.during { advance() }
        // Nothing that came may stay held: its memory is read into again when nobody holds it.
        if inbound.readableBytes == 0 { inbound = ByteBuffer() }
    }

    func connectionPaused() {
        leg?.answerPaused()
        if isReading, phase != .closed { connection.read() }
    }

    func connectionWritabilityChanged(_ isWritable: Bool) {
        self.isWritable = isWritable
        leg?.targetWritabilityChanged(isWritable)
    }

    func connectionInputEnded() {
        hasEndedInOrder = true
        ended()
        connection.close()
    }

    func connectionClosed() {
        // A broken connection is closed after what it has still received; no answer ends that way.
        ended()
    }
}
