import HTTPWire
import NIOCore
import Parity
import Routing

/// (7) The copy of a request beside its primary: own connection, own time limits, never retried, waited for by nobody.
final class ShadowLeg: TargetLeg, AlarmOwner {
    let method: HTTPWire.Method
    /// What the client's answer leaves here.
    let primary: Capture
    private let head: RequestHead
    private let forwarding: RequestForwarding
    /// The head as the target gets it.
    private let copy: ByteBuffer
    /// The body as the client sent it, in its framing, for asking once more and for showing it.
    private var body = ByteBuffer()
    /// Whether either side can be asked again: the request changes nothing, and both got the same body.
    private var mayBeRepeated: Bool
    private let worker: Worker
    private let target: TargetIndex
    private let pool: InstancePool
    private let slots: ShadowSlots
    private let rules: ParityRules
    private let charge: Charge
    private let alarm: Alarm
    private var machine: ShadowMachine
    private var stages: Stages
    private var connection: TargetConnection?
    private var answer: Capture?
    /// Bytes of the copy that the connection has not taken yet; they are charged.
    private var pending: ByteBuffer
    /// What is done to the body before anything is sent; `pending` is then all of the copy, and begins with its head.
    private var translation: ShadowTranslation?
    private let headLength: Int
    private let framing: BodyFraming
    private var uploadIsComplete = false
    private var ending: ShadowMachine.Ending?
    private var primaryRecord: ExchangeRecord?
    private var primaryIsComparable = false

    /// - Parameter copy: the head as the target gets it, already charged.
    init(
        _ head: RequestHead, forwarding: RequestForwarding, copy: ByteBuffer, effect: Effect, route: Route,
        target: TargetIndex, pool: InstancePool,
        slots: ShadowSlots, charge: Charge, worker: Worker
    ) {
        let now = NIODeadline.now()
        method = head.method
        rules = route.parity
        self.head = head
        self.forwarding = forwarding
        self.copy = copy
        mayBeRepeated = effect == .read
        self.worker = worker
        self.target = target
        self.pool = pool
        self.slots = slots
        self.charge = charge
        pending = copy
        headLength = copy.readableBytes
        framing = head.framing
        machine = ShadowMachine(bodyLimit: route.parity.maxBody)
        stages = Stages(Stages.Limits(route.timeouts), now: now)
        primary = Capture(route.parity, charge: charge, sentAt: now)
        alarm = Alarm(in: worker.alarms)
        slots.inUse += 1
        worker.counters.shadowsInFlight += 1
    }

    /// What the answer of the shadow leaves.
    var capture: Capture? { answer }

    func begin() {
        alarm.wakes(self)
        alarm.set(stages.next)
        pool.lease(for: self, connectTimeout: stages.connectTimeout)
    }

    // MARK: - The copy

    /// Waits for the whole body, whose ids have to be translated, before it begins.
    func hold(for translation: ShadowTranslation) {
        self.translation = translation
        stages.enter(.upload, .now())
        alarm.wakes(self)
        alarm.set(stages.next)
    }

    /// The body is complete: translates it and begins; a body whose ids are not known is not sent.
    private func translateAndBegin(_ translation: ShadowTranslation) {
        self.translation = nil
        guard !machine.isEnded, let head = pending.readSlice(length: headLength) else { return }
        guard let (message, isBodyChanged) = translation.message(head: head, body: framing.content(of: pending)) else {
            return end(.skipped(.unmappedID))
        }
        // The two sides got two bodies: neither can be asked again with the other's.
        if isBodyChanged { mayBeRepeated = false }
        guard charge.add(max(0, message.readableBytes - headLength - pending.readableBytes)) else {
            return end(.skipped(.budget))
        }
        pending = message
        stages.enter(.connect, .now())
        begin()
    }

    func requestBody(_ bytes: ByteBuffer) {
        if translation != nil { stages.enter(.upload, .now()) }
        switch machine.copy(bytes.readableBytes) {
        case .ignore: return
        case .skip: return end(.skipped(.size))
        case .keep: break
        }
        guard charge.add(bytes.readableBytes) else { return end(.skipped(.budget)) }
        pending.writeImmutableBuffer(bytes)
        body.writeImmutableBuffer(bytes)
        sendPending()
    }

    func requestEnded() {
        uploadIsComplete = true
        if let translation { return translateAndBegin(translation) }
        sendPending()
        connection?.flush()
    }

    func flush() {
        connection?.flush()
    }

    private func sendPending() {
        guard let connection else { return }
        if pending.readableBytes > 0, connection.isWritable {
            connection.write(pending)
            pending = ByteBuffer()
        }
        guard uploadIsComplete, pending.readableBytes == 0, !connection.requestIsComplete else { return }
        connection.requestIsComplete = true
        stages.enter(.firstByte, .now())
        alarm.set(stages.next)
    }

    // MARK: - From the target

    func leased(_ connection: TargetConnection) {
        guard machine.leased() == .send else { return connection.abandon() }
        self.connection = connection
        let now = NIODeadline.now()
        stages.enter(.upload, now)
        answer = Capture(rules, charge: charge, sentAt: now)
        alarm.set(stages.next)
        connection.write(pending)
        pending = ByteBuffer()
        sendPending()
        connection.flush()
    }

    func leaseFailed(_ failure: Failure) {
        end(.failed(.connect), isReleased: true)
    }

    func answerInterim(_ head: ResponseHead) {}

    func answerBegan(_ head: ResponseHead) -> Bool {
        if machine.answerBegan() == .capture {
            answer?.began(head, answering: method, at: .now())
            stages.enter(.body, .now())
            alarm.set(stages.next)
            endIfCut()
        }
        return false
    }

    func answerBody(_ bytes: ByteBuffer) {
        if charge.isExceeded { return end(.skipped(.budget)) }
        stages.enter(.body, .now())
        endIfCut()
    }

    /// Reads no more of an answer that is too long to be kept: there is no end to what a target may send.
    private func endIfCut() {
        guard let answer, answer.isCut else { return }
        answer.ended(at: .now())
        end(.answered)
    }

    func answerEnded() {
        answer?.ended(at: .now())
        end(charge.isExceeded ? .skipped(.budget) : .answered, isReleased: true)
    }

    func answerPaused() {}

    func targetFailed(_ failure: Failure) {
        let kind: FailureKind =
            switch failure {
            case .connect: .connect
            case .noInstance, .breakerOpen, .queueFull, .queueTimeout: .unavailable
            case .firstByteTimeout, .totalTimeout: .timeout
            case .invalidAnswer: .malformed
            case .staleConnection, .reset, .truncatedAnswer, .serverError: .reset
            }
        end(.failed(kind), isReleased: true)
    }

    func targetWritabilityChanged(_ isWritable: Bool) {
        guard isWritable else { return }
        sendPending()
        connection?.flush()
    }

    func alarmRang(_ now: NIODeadline) {
        switch stages.expired(now) {
        case nil: alarm.set(stages.next)
        case .stage(.connect): end(.failed(.connect))
        case .total, .attempt, .stage, .uploadPace, .answerPace: end(.failed(.timeout))
        }
    }

    // MARK: - The end

    /// The client's exchange has ended; the leg goes on alone, if there is something to compare with.
    func primaryEnded(_ record: ExchangeRecord, isComparable: Bool) {
        primaryRecord = record
        primaryIsComparable = isComparable
        if charge.isExceeded {
            end(.skipped(.budget))
        } else if !primaryIsComparable {
            end(.skipped(.primaryFailed))
        }
        conclude()
    }

    /// The budget has no room for what the client's answer leaves.
    func primaryIsOverBudget() {
        end(.skipped(.budget))
    }

    private func end(_ ending: ShadowMachine.Ending, isReleased: Bool = false) {
        switch machine.ended(isReleased: isReleased) {
        case .ignore: return
        case .withdraw: pool.withdraw(self)
        case .abandon: connection?.abandon()
        case .none: break
        }
        connection = nil
        pending = ByteBuffer()
        alarm.retire()
        slots.inUse -= 1
        worker.counters.shadowsInFlight -= 1
        if ending != .answered {
            answer = nil
            // Nothing more is kept of the client's answer either.
            charge.release()
        }
        self.ending = ending
        conclude()
    }

    /// Hands the pair on, or says why there is none, once both legs have ended.
    private func conclude() {
        guard let ending, var record = primaryRecord else { return }
        primaryRecord = nil
        record.shadow = ShadowPairing.outcome(primaryIsComparable: primaryIsComparable, leg: ending)
        var pair: ObservationPair?
        if record.shadow == .compared {
            pair = self.pair(record)
            if pair == nil { record.shadow = .skipped(.budget) }
        }
        charge.release()
        worker.emit(record, pair)
    }

    /// Both answers; nil when the budget had no room for one of them.
    private func pair(_ record: ExchangeRecord) -> ObservationPair? {
        guard let route = record.route, let primaryTarget = record.target, let first = primary.result,
            let second = answer?.result
        else { return nil }
        return ObservationPair(
            table: record.table, route: route, primaryTarget: primaryTarget, shadowTarget: target, primary: first,
            shadow: second, startedAt: record.timings.startedAt, text: record.text,
            request: CapturedRequest(
                head, forwarding: forwarding, copy: copy, body: ByteBuffer(bytes: framing.content(of: body)),
                mayBeRepeated: mayBeRepeated))
    }
}
