import HTTPWire
import NIOCore
import Routing
import Transport

/// One connection of a client: reads requests, lends itself to their exchanges, and ends without losing an answer.
///
/// Only translates: event -> `ClientMachine` -> action.
final class ClientConnection: AlarmOwner {
    private let connection: Connection
    let worker: Worker
    /// Who is connected.
    let address: SocketAddress?
    /// For whom, where the PROXY protocol says so.
    var proxiedAddress: SocketAddress?
    /// Who asks, as far as these peers are trusted.
    var peer: ForwardingPeer
    var trustedPeers: TrustedPeers
    private var machine = ClientMachine()
    private var parser: RequestParser
    private var scanner = BodyScanner(.none)
    /// Bytes read and not yet consumed.
    var inbound = ByteBuffer()
    /// The header of the PROXY protocol must come first.
    var awaitsProxyHeader = false
    private var exchange: Exchange?
    private let alarm: Alarm
    /// Bytes of one read are being taken; whoever writes meanwhile may leave flushing to the end of the read.
    private(set) var isProcessing = false
    private var output = ClientOutput()
    private(set) var isWritable = true
    private var inputHasEnded = false
    /// The last answer has left and our side was shut.
    private var isShut = false
    /// The last answer is complete, but the client has not taken all of it.
    var isWritingLastAnswer: Bool { machine.isLingering && !isShut }
    /// Under which the connection is counted, once it is known.
    var block: ClientBlock?
    private var verdict: Admission.Verdict?
    /// Requests so far.
    private var served = 0

    init(_ connection: Connection, worker: Worker, address: SocketAddress?) {
        self.connection = connection
        self.worker = worker
        let view = worker.view
        self.address = address
        trustedPeers = view.trustedPeers
        peer = ForwardingPeer(address, isTrusted: address.map(view.trustedPeers.contains) ?? false)
        parser = RequestParser(limits: view.limits.head)
        alarm = Alarm(in: worker.alarms)
        awaitsProxyHeader = Self.expectsProxyHeader(from: peer, under: view)
        if !awaitsProxyHeader { block = address.flatMap(ClientBlock.init) }
    }

    /// Counts the connection and begins to read, or turns it away.
    func begin() {
        connection.serve(self)
        alarm.wakes(self)
        alarm.set(worker.time.now + worker.view.limits.headTimeout)
        let verdict = worker.admission.enter(block)
        self.verdict = verdict
        worker.clientOpened(self)
        switch verdict {
        case .admitted: readIfWanted()
        case .refused(let refusal): turnAway(refusal)
        case .dropped(let refusal):
            worker.count(refusal)
            close()
        }
    }

    /// No more will come; what has come is still answered.
    private func inputEnded() {
        // Requests that wait until the client takes earlier answers.
        if exchange == nil, !isWritable, inbound.readableBytes > 0 { return }
        switch machine.inputEnded(holdsBytes: inbound.readableBytes > 0) {
        case .close: closeWhenWritten()
        case .closeWhenWritten: if isShut { close() }
        case .refuse: refuse(Problem(.messageIncomplete))
        case .failExchange: exchange?.requestIsMalformed(.messageIncomplete)
        case .finish, .ignore: break
        }
    }

    func alarmRang(_ now: NIODeadline) {
        switch machine.alarmRang() {
        case .close:
            if !isWritable { worker.count(.writeTimeout) }
            close()
        case .linger: linger()
        case .refuse: refuse(Problem(status: 408, .headTimeout, "The request did not come in time."))
        case .askExchange:
            exchange?.alarmRang(now)
            if let exchange { alarm.set(exchange.deadline) }
        case .ignore: break
        }
    }

    // MARK: - Reading

    /// Takes what the bytes at hand hold, request after request.
    private func process() {
        guard !isProcessing else { return }
        isProcessing = true
        takeMessages()
        isProcessing = false
        if inputHasEnded, exchange == nil { inputEnded() }
    }

    private func takeMessages() {
        while inbound.readableBytes > 0 {
            switch machine.bytesAction() {
            case .readHead:
                // Who does not take the answers gets no more of them.
                guard isWritable, readHead() else { return }
            case .readBody:
                guard readBody() else { return }
            case .hold: return
            case .discard:
                inbound.clear()
                return
            }
        }
    }

    /// Whether a head was complete. (1) and (2) of the life of a request.
    private func readHead() -> Bool {
        let head: RequestHead
        do {
            guard try readProxyHeader(), let next = try parser.parse(&inbound) else {
                if !holdsEmptyLine, machine.headIsPartial() == .startDeadline {
                    alarm.set(worker.time.now + worker.view.limits.headTimeout)
                }
                return false
            }
            head = next
        } catch {
            if machine.refused() == .answer { refuse(Problem(error), method: parser.methodOfRefused(inbound)) }
            return false
        }
        if trustedPeers != worker.view.trustedPeers { judgePeer() }
        let hasBody = head.framing != .none
        served += 1
        let mayKeep = head.keepsConnection && served < worker.view.limits.requestsPerConnection
        guard machine.headIsComplete(hasBody: hasBody, keepsConnection: mayKeep) == .begin else { return false }
        scanner = BodyScanner(head.framing, keepsTrailers: head.forwardsTrailers)
        let exchange = Exchange(head, on: self)
        self.exchange = exchange
        exchange.begin()
        if self.exchange === exchange { alarm.set(exchange.deadline) }
        return true
    }

    /// Nothing but an empty line has come, which some clients send behind a body: no request has begun (RFC 9112 section
    /// 2.2).
    private var holdsEmptyLine: Bool {
        inbound.readableBytes == 2 && inbound.getInteger(at: inbound.readerIndex, as: UInt16.self) == 0x0D0A
    }

    /// Whether there may be more to take. (4) of the life of a request.
    private func readBody() -> Bool {
        var scanner = scanner
        let bytes = inbound
        let progress: BodyProgress
        var content = 0
        do {
            progress = try scanner.scan(bytes) { content &+= $0.count }
        } catch {
            if machine.refused() == .failExchange { exchange?.requestIsMalformed(error) }
            return false
        }
        if exchange?.takesContent(content) == false {
            if machine.refused() == .failExchange { exchange?.bodyIsTooLarge() }
            return false
        }
        self.scanner = scanner
        inbound.moveReaderIndex(forwardBy: progress.consumed)
        if progress.forwarded > 0, let part = bytes.getSlice(at: bytes.readerIndex, length: progress.forwarded) {
            exchange?.requestBody(part)
        }
        if case .completeAfter(let trailers) = progress.ending { exchange?.requestBody(ByteBuffer(bytes: trailers)) }
        if progress.isComplete {
            machine.uploadEnded()
            exchange?.requestEnded()
        }
        return progress.consumed > 0
    }

    /// Asks for more, when what has come so far is dealt with.
    func readIfWanted() {
        guard isWritable || !machine.isBetweenRequests else { return }
        let takesBody = exchange?.takesBody ?? false
        if machine.wantsRead(holdsBytes: inbound.readableBytes > 0, exchangeTakesBody: takesBody) { connection.read() }
    }

    // MARK: - For the exchange

    /// Whether an answer that begins now may keep the connection.
    var mayKeepConnection: Bool {
        machine.mayKeepConnection() && !(inputHasEnded && inbound.readableBytes == 0)
    }

    /// The head of an answer is the next to be written.
    func answerBegins() { output.answerBegins() }

    /// Takes back what was written since `answerBegins`; false where some of it has left already.
    func takeBackAnswer() -> Bool { output.takeBackAnswer() }

    func write(_ bytes: ByteBuffer) {
        if let earlier = output.add(bytes) { connection.write(earlier) }
    }

    func flush() {
        guard output.isWaiting else { return }
        let buffer = output.take()
        connection.writeAndFlush(buffer)
        worker.buffers.giveBack(consume buffer)
    }

    /// The deadline of the exchange has moved.
    func deadlineMoved(to due: NIODeadline) { alarm.set(due) }

    /// Takes the rest of an upload that has already been read, so that an early answer can keep the connection.
    func takeBufferedUpload() {
        while machine.bytesAction() == .readBody, inbound.readableBytes > 0, readBody() {}
    }

    /// Takes no more of the body of the request under way; the connection ends with its answer.
    func giveUpUpload() { _ = machine.refused() }

    /// The exchange has written its answer to the end.
    func answerEnded(keepsConnection: Bool) {
        exchange = nil
        switch machine.answerEnded(keepsConnection: keepsConnection) {
        case .next:
            flush()
            let limits = worker.view.limits
            let patience = isWritable ? limits.idle : limits.writeTimeout
            alarm.set(worker.time.now + (worker.farewell?.idle ?? patience))
            process()
            exchange?.flush()
            readIfWanted()
        case .linger: linger()
        case .ignore: break
        }
    }

    /// The answer cannot be completed: the client must not take what it has for a whole one.
    ///
    /// - Parameter resets: the end of the connection would be the end of the answer, so it ends with a reset (RFC 9112
    ///   section 8).
    func abort(resets: Bool) {
        exchange = nil
        _ = machine.closed()
        flush()
        if resets { connection.resetWhenClosed() }
        close()
    }

    // MARK: - Ends

    /// Answers bytes that are not a request, and ends the connection.
    private func refuse(_ problem: Problem, method: HTTPWire.Method = .other) {
        worker.refused(problem, from: peer)
        end(with: problem.answer, method: method)
    }

    /// Answers a client that is one too many, before it has asked.
    func turnAway(_ refusal: Refusal) {
        guard machine.refused() == .answer else { return }
        worker.count(refusal)
        let isOfAddress = refusal == .tooManyConnectionsOfAddress
        var answer = Problem(status: isOfAddress ? 429 : 503, refusal, "Too many connections are open.").answer
        answer.addedLines = Array("Retry-After: 1\r\n".utf8)
        end(with: answer)
    }

    private func end(with answer: GeneratedAnswer, method: HTTPWire.Method = .other) {
        var bytes = ByteBuffer()
        answer.write(answering: method, version: .http11, keepsConnection: false, date: worker.date(), to: &bytes)
        write(bytes)
        _ = machine.answerEnded(keepsConnection: false)
        linger()
    }

    /// Shuts our side once all is written, then reads to the client's end: a reset would destroy the answer.
    private func linger() {
        inbound.clear()
        alarm.set(worker.time.now + worker.view.limits.writeTimeout)
        flush()
        connection.finishWriting { [unowned self] in
            isShut = true
            alarm.set(.now() + (worker.farewell?.linger ?? worker.configuration.lingerTimeout))
            if inputHasEnded { close() } else { connection.shutOutput() }
        }
        readIfWanted()
    }

    /// The process is about to end: the answer under way, or the next one, is the last.
    func endIsAnnounced() {
        _ = machine.drain()
    }

    /// The process ends: a connection without a request has little time left to bring one.
    func drain(_ farewell: Farewell) {
        switch machine.drain() {
        case .closeSoon: alarm.set(min(alarm.due, .now() + farewell.idle))
        case .hurry where isShut: alarm.set(min(alarm.due, .now() + farewell.linger))
        case .hurry, .finish: break
        }
    }

    func close() {
        connection.close()
    }

    /// Closes without losing the last bytes of an answer that the client is still taking.
    private func closeWhenWritten() {
        if connection.unwrittenBytes > 0 { linger() } else { close() }
    }

    private func cancelExchange() {
        let exchange = exchange
        self.exchange = nil
        exchange?.clientLeft()
    }
}

extension ClientConnection: ConnectionOwner {
    func connectionReceived(_ bytes: ByteBuffer) {
        if inbound.readableBytes == 0 { inbound = bytes } else { inbound.writeImmutableBuffer(bytes) }
        worker.time.during { process() }
        // Nothing that came may stay held: its memory is read into again when nobody holds it.
        if inbound.readableBytes == 0 { inbound = ByteBuffer() }
    }

    func connectionPaused() {
        flush()
        exchange?.flush()
        readIfWanted()
    }

    func connectionWritabilityChanged(_ isWritable: Bool) {
        self.isWritable = isWritable
        if let exchange {
            exchange.clientWritabilityChanged(isWritable)
        } else if isWritable, machine.isBetweenRequests {
            alarm.set(worker.time.now + worker.view.limits.idle)
            process()
            exchange?.flush()
            readIfWanted()
        }
    }

    func connectionInputEnded() {
        inputHasEnded = true
        inputEnded()
    }

    func connectionClosed() {
        if machine.closed() == .cancelExchange { cancelExchange() }
        alarm.retire()
        if let verdict { worker.admission.leave(block, verdict) }
        worker.clientClosed(self)
    }
}
