import HTTPWire
import NIOCore
import Routing

/// (5) The answer on its way to the client.
extension Exchange {
    func answerInterim(_ head: ResponseHead) {
        let action = machine.interimAction(status: head.status, hasContinued: hasContinued)
        if head.status == 100 { targetContinues() }
        // HTTP/1.0 has no interim answers (RFC 9110 section 15.2).
        guard action == .forward, self.head.version == .http11 else { return }
        var output = ByteBuffer()
        ResponseForwarding(
            of: head, answering: self.head, mayKeepConnection: true, date: worker.date(), via: worker.configuration.via
        ).write(head, to: &output)
        client.write(output)
        if !client.isWritable { connection?.pauseReading() }
    }

    func answerBegan(_ head: ResponseHead) -> Bool {
        let now = worker.time.now
        tally.firstByte = (now - startedAt).nanosecondsOrZero
        // A good head is no good answer yet.
        if head.status >= 500 { pool?.view.answered(head.status) } else { pool?.view.answerBegan() }
        switch machine.answerBegan(status: head.status) {
        case .discard: return false
        case .forward: break
        case .askPolicy:
            let next = nextAttempts()
            let action = machine.failed(
                .serverError, hasOtherInstance: next.other != nil, hasFallback: next.fallback != nil)
            guard action == .deliver else {
                connection?.abandon()
                connection = nil
                follow(action, after: .serverError, next)
                return false
            }
            pool = tried.last
        }
        var forwarding = ResponseForwarding(
            of: head, answering: self.head, mayKeepConnection: client.mayKeepConnection, date: worker.date(),
            via: worker.configuration.via)
        forwarding.addedLines = answeredByLine()
        let cookie = cookieLine()
        if !cookie.isEmpty { forwarding.addedLines += cookie }
        var output = worker.buffers.take()
        forwarding.write(head, to: &output)
        client.answerBegins()
        client.write(output)
        self.forwarding = forwarding
        if forwarding.transfer == .removingChunks { dechunker = BodyScanner(.chunked) }
        tally.status = UInt16(head.status)
        capture?.began(head, answering: self.head.method, at: now)
        stages.enter(.body, now)
        stages.answerPace.begin(view.plan(of: decision?.route).answerPace, now)
        client.deadlineMoved(to: deadline)
        return forwarding.keepsTrailers
    }

    func answerBody(_ bytes: ByteBuffer) {
        guard let forwarding, !machine.isEnded else { return }
        tally.responseBytes += UInt64(bytes.readableBytes)
        switch forwarding.transfer {
        case .asReceived: client.write(bytes)
        case .addingChunks:
            var start = ByteBuffer()
            start.writeChunkSize(bytes.readableBytes)
            client.write(start)
            client.write(bytes)
            client.write(ByteBuffer(staticString: "\r\n"))
        case .removingChunks: writeContent(of: bytes)
        }
        if client.isWritable {
            stages.enter(.body, worker.time.now)
        } else {
            if stages.stage != .stalled { stages.stall(until: .now() + worker.view.limits.writeTimeout) }
            connection?.pauseReading()
        }
        stages.answerPace.came(bytes.readableBytes)
    }

    func answerEnded() {
        guard machine.answerEnded() == .finish, let forwarding else { return }
        if tally.status < 500 { pool?.view.answered(Int(tally.status)) }
        if forwarding.transfer == .addingChunks {
            var end = ByteBuffer()
            end.writeLastChunk()
            client.write(end)
        }
        capture?.ended(at: worker.time.now)
        finish()
        client.answerEnded(keepsConnection: forwarding.keepsConnection)
    }

    func answerPaused() {
        client.flush()
    }

    /// Writes the content of chunks, whose framing the connection has checked already.
    private func writeContent(of bytes: ByteBuffer) {
        guard var scanner = dechunker else { return }
        let client = client
        _ = try? scanner.scan(bytes) { range in
            if let part = bytes.getSlice(at: bytes.readerIndex + range.lowerBound, length: range.count) {
                client.write(part)
            }
        }
        dechunker = scanner
    }

    // MARK: - Answers of the proxy itself

    /// The route's fixed answer, or that of the table for what no route matches.
    func answerFixed(_ status: UInt16) {
        let isUnmatched = decision?.route == nil
        let detail = isUnmatched ? "No route matches this request." : "The route has a fixed answer."
        let reason = isUnmatched ? "no_route" : "fixed_answer"
        give(problem(Problem(status: Int(status), detail: detail, reason: reason)), reason: nil)
    }

    /// Refuses a valid message that this proxy does not serve.
    func refuse(_ refusal: Problem, lines: [UInt8] = [], closes: Bool = false) {
        note(Refusal(refusal), as: .refusedRequest)
        var answer = problem(refusal)
        answer.addedLines = lines
        give(answer, reason: refusal.reason, closes: closes)
    }

    /// The problem as this exchange's answer: with its route, its target and its id.
    func problem(_ problem: Problem) -> GeneratedAnswer {
        var problem = problem
        problem.route = route?.id
        problem.target = target.map { attemptView.table.targets[Int($0.value)].name }
        problem.requestID = identity.withRequestID(of: head) { id in
            id.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        }
        return problem.answer
    }

    /// Gives an answer of our own in place of a target's, and ends the exchange.
    func give(_ answer: GeneratedAnswer, reason: String?, closes: Bool = false) {
        _ = machine.cancelled()
        client.takeBufferedUpload()
        var answer = answer
        if decision != nil, view.announcesAnswers {
            answer.addedLines += AnsweredBy.line(
                target: "ficus", route: route?.id, reason: reason ?? decision?.reason.rawValue ?? "none",
                isStalePossible: false)
        }
        let keepsConnection = !closes && client.mayKeepConnection
        var output = ByteBuffer()
        answer.write(
            answering: head.method, version: head.version, keepsConnection: keepsConnection, date: worker.date(),
            to: &output)
        client.write(output)
        tally.status = UInt16(answer.status)
        tally.isOurs = true
        tally.responseBytes = UInt64(answer.body.count)
        finish()
        client.answerEnded(keepsConnection: keepsConnection)
    }

    /// Breaks the client's connection, so that part of an answer cannot be taken for a whole one.
    func abort() {
        finish()
        client.abort(resets: forwarding?.endsByClose ?? false)
    }

    /// What lets the client come back to the same instance, where the target is sticky by cookie.
    private func cookieLine() -> [UInt8] {
        guard let target else { return [] }
        return attemptView.roster(of: target).cookieLine(
            from: pool, answering: RoutedHead(head: head, path: path))
    }

    /// `Ficus-Answered-By`, or nothing when the table turns it off.
    private func answeredByLine() -> [UInt8] {
        guard view.announcesAnswers, let decision, let target else { return [] }
        guard let cause = fallbackCause else {
            return view.answeredBy(target, route: decision.route, reason: decision.reason)
        }
        return AnsweredBy.line(
            target: attemptView.table.targets[Int(target.value)].name, route: route?.id,
            reason: "fallback:\(cause.word)", isStalePossible: route?.data == .fed)
    }
}
