import HTTPWire
import NIOCore
import Routing

/// One request of a client and its answer: steps (2) to (8) of the life of a request.
///
/// Only translates: event -> `ExchangeMachine` -> action. Lives on one event loop, with its client's connection.
final class Exchange: TargetLeg {
    let head: RequestHead
    let client: ClientConnection
    let worker: Worker
    /// The table that the exchange was decided under; a new attempt asks the one in force.
    private(set) var view: TableView
    let identity: ExchangeIdentity
    let startedAt: NIODeadline

    var machine = ExchangeMachine(policy: .init(effect: .read, isKeyed: false, data: .fed, when: []))
    var stages: Stages
    var decision: Decision?
    /// The path to send, where it differs from the one received.
    var path: [UInt8]?
    /// Who is being asked, as a position in `attemptView`'s table.
    var target: TargetIndex?
    var attemptView: TableView
    /// The instance that is being asked; it knows how many exchanges it has.
    var pool: InstancePool? {
        didSet {
            oldValue?.exchangeEnded()
            pool?.exchangeBegins()
        }
    }
    var connection: TargetConnection?
    /// Instances that have failed this request.
    var tried: [InstancePool] = []
    /// Body bytes taken from the client, to be sent again.
    private var held = ByteBuffer()
    private(set) var uploadIsComplete: Bool
    /// The client that waits for 100 Continue has been told it, by a target or by the proxy.
    var hasContinued = false
    /// Bytes of the body without its framing, and how many there may be.
    private var content = 0
    private var bodyLimit = Int.max
    var forwarding: ResponseForwarding?
    /// Takes the framing away for a client of HTTP/1.0.
    var dechunker: BodyScanner?
    var fallbackCause: Failure?
    var retries: UInt8 = 0
    /// Where this exchange has a place in the budget for retries.
    var retryRoster: Roster?
    var shadow: ShadowLeg?
    var witness: Witness?
    var tally = Tally()

    init(_ head: consuming RequestHead, on client: ClientConnection) {
        uploadIsComplete = head.framing == .none
        self.head = head
        self.client = client
        worker = client.worker
        startedAt = worker.time.now
        view = worker.view
        attemptView = worker.view
        identity = ExchangeIdentity(of: self.head, isTrusted: client.peer.isTrusted, from: &worker.identities)
        stages = Stages(view.plan(of: nil).timeouts, now: startedAt)
    }

    var method: HTTPWire.Method { head.method }
    /// For failures and shadows; what every exchange needs is in `TableView.plan`.
    var route: Route? { decision?.route.map { view.table.routes[Int($0.value)] } }
    /// The next moment at which something is too late.
    var deadline: NIODeadline { stages.next }

    // MARK: - Beginning

    /// Decides and starts the first attempt, or answers at once.
    func begin() {
        worker.counters.exchangesInFlight += 1
        // First of all: nobody, the proxy's own health included, may be reached by a spelling of its path.
        if !head.isForServer {
            switch head.withPath(normalizedPath) {
            case .success(let normal): path = normal
            case .failure(let refusal):
                return refuse(
                    Problem(status: 400, detail: "The request was refused: \(refusal).", reason: "path_refused"),
                    closes: true)
            }
        }
        if let answer = view.ownAnswer(to: RoutedHead(head: head, path: path), isDraining: worker.isDraining) {
            tally.isOwnHealth = true
            return give(answer, reason: nil)
        }
        if isAdmitted() { decide() }
    }

    /// (2) Asks the table in force. Nothing of the request has been written yet.
    private func decide() {
        view = worker.view
        let request = RoutedHead(head: head, path: path)
        let random = worker.identities.next()
        let decision =
            head.isPreflight
            ? view.table.preflightDecision(for: request, random: random)
            : view.table.decision(for: request, random: random)
        self.decision = decision
        let plan = view.plan(of: decision.route)
        stages = Stages(plan.timeouts, now: startedAt)
        machine = ExchangeMachine(
            policy: FallbackPolicy.Request(
                effect: decision.effect,
                isKeyed: plan.mayBeKeyed && head.section.contains(.idempotencyKey),
                data: plan.data, when: plan.when))
        bodyLimit = plan.bodyLimit
        if case .length(let length) = head.framing, length > bodyLimit, case .target = decision.answer {
            return bodyIsTooLarge()
        }
        switch decision.answer {
        case .status where head.isForServer: answerOptions()
        case .status(let status): answerFixed(status)
        case .target(let target):
            if !tally.isDecidedAnew {
                if let other = decision.shadow {
                    beginShadow(on: other)
                } else if !worker.recordingWishes.isEmpty {
                    beginWitness()
                }
            }
            attempt(on: target, in: view)
        }
    }

    /// Another table came into force while the request waited for a connection, and forbids where it would have gone.
    private func decideAnew() {
        tally.isDecidedAnew = true
        tried = []
        fallbackCause = nil
        decide()
    }

    /// (3) Leases a connection to an instance of the target.
    func attempt(on target: TargetIndex, in view: TableView) {
        attemptView = view
        self.target = target
        let roster = view.roster(of: target)
        guard let pool = roster.pick(excluding: tried, for: RoutedHead(head: head, path: path)) else {
            self.pool = nil
            return failed(roster.unavailability)
        }
        self.pool = pool
        guard pool.hasRoom || roster.hasPlaceInQueue else { return failed(.queueFull) }
        stages.beginTry()
        let lease = pool.lease(for: self, connectTimeout: stages.connectTimeout)
        // Mostly an idle connection was there, and the exchange is past this stage.
        guard machine.isSeeking, self.pool === pool else { return }
        stages.enter(lease == .queued ? .queue(pool.queueTimeout) : .connect, worker.time.now)
        client.deadlineMoved(to: deadline)
    }

    func leased(_ connection: TargetConnection) {
        if attemptView !== worker.view, machine.isUntouched, !isStillPermitted() {
            connection.abandon()
            return decideAnew()
        }
        if !machine.mayBeSentAgain, !connection.isSilent {
            // Nothing is written yet, so nothing is lost; after a write nobody could say so.
            connection.close()
            pool?.lease(for: self, connectTimeout: stages.connectTimeout)
            return
        }
        guard machine.leased() == .send else { return connection.abandon() }
        self.connection = connection
        let now = worker.time.now
        tally.connect = (now - startedAt).nanosecondsOrZero
        connection.write(requestHead(for: connection))
        if held.readableBytes > 0 { connection.write(held) }
        if !machine.mayBeSentAgain { releaseHeld() }
        if uploadIsComplete {
            connection.requestIsComplete = true
            stages.enter(.firstByte, now)
        } else {
            beginUpload(now)
        }
        client.deadlineMoved(to: deadline)
        if uploadIsComplete || !client.isProcessing { connection.flush() }
    }

    /// The head as the target gets it. Whoever writes it is the only one to hold it, so that its memory can be used again.
    private func requestHead(for connection: TargetConnection) -> ByteBuffer {
        var output = worker.buffers.take()
        var forwarding = RequestForwarding(peer: client.peer, identity: identity, via: worker.configuration.via)
        forwarding.path = path
        forwarding.keepsExpect = waitsForContinue
        if head.authority == nil { forwarding.defaultHost = Array(connection.pool.view.instance.authority.utf8) }
        forwarding.write(head, to: &output)
        return output
    }

    /// Whether the table in force lets the request go where it was about to go.
    private func isStillPermitted() -> Bool {
        guard let decision, let target else { return false }
        return worker.view.table.attempt(
            on: attemptView.table.targets[Int(target.value)].name, forRoute: route?.id, effect: decision.effect) != nil
    }

    func leaseFailed(_ failure: Failure) {
        failed(failure)
    }

    // MARK: - Upload

    /// Whether more of the body can be taken now; back-pressure towards the client.
    var takesBody: Bool {
        if machine.isEnded { return true }
        if machine.isSeeking { return held.readableBytes < worker.configuration.replayLimit }
        return connection?.isWritable ?? true
    }

    func requestBody(_ bytes: ByteBuffer) {
        tally.requestBytes += UInt64(bytes.readableBytes)
        shadow?.requestBody(bytes)
        witness?.requestBody(bytes)
        switch machine.bodyAction() {
        case .hold: hold(bytes)
        case .forwardAndHold:
            connection?.write(bytes)
            hold(bytes)
            if held.readableBytes > worker.configuration.replayLimit { releaseHeld() }
        case .forward: connection?.write(bytes)
        case .discard: return
        }
        guard !machine.isSeeking else { return }
        if machine.isUnanswered { uploadGoesOn(worker.time.now) }
        stages.uploadPace.came(bytes.readableBytes)
    }

    /// Whether so much more content is within the limit of the route.
    func takesContent(_ count: Int) -> Bool {
        content &+= count
        return content <= bodyLimit || machine.isEnded
    }

    func requestEnded() {
        uploadIsComplete = true
        shadow?.requestEnded()
        stages.uploadPace.end()
        guard let connection else { return }
        connection.requestIsComplete = true
        if machine.isUnanswered {
            stages.enter(.firstByte, worker.time.now)
            client.deadlineMoved(to: deadline)
        }
        connection.flush()
    }

    /// The body of the request breaks its framing, or off.
    func requestIsMalformed(_ error: WireError) {
        // A client that has its answer may well not send the rest; it gets the rest of the answer all the same.
        if forwarding != nil, error == .messageIncomplete { return }
        stopRequest(Problem(error))
    }

    func bodyIsTooLarge() {
        stopRequest(Problem(status: 413, .bodyTooLarge, "The body of the request is too large."))
    }

    private func stopRequest(_ cause: Problem) {
        releaseTarget()
        note(Refusal(cause), as: .refusedRequest)
        if forwarding == nil { give(problem(cause), reason: cause.reason) } else { abort() }
    }

    private func hold(_ bytes: ByteBuffer) {
        var bytes = bytes
        if held.readableBytes == 0 { held = bytes } else { held.writeBuffer(&bytes) }
    }

    private func releaseHeld() {
        if !uploadIsComplete || held.readableBytes > 0 { machine.bodyWasReleased() }
        held = ByteBuffer()
    }

    // MARK: - Flow

    /// Sends on what was written since the last flush.
    func flush() {
        connection?.flush()
        shadow?.flush()
    }

    func clientWritabilityChanged(_ isWritable: Bool) {
        let now = worker.time.now
        if isWritable {
            if stages.stage == .stalled { stages.enter(.body, now) }
            stages.answerPace.resume(now)
            connection?.resumeReading()
        } else if stages.stage == .body {
            stages.stall(until: now + worker.view.limits.writeTimeout)
        }
        client.deadlineMoved(to: deadline)
    }

    func targetWritabilityChanged(_ isWritable: Bool) {
        guard isWritable else { return }
        stages.uploadPace.resume(.now())
        client.readIfWanted()
    }

    /// The client is gone: nobody needs the answer.
    func clientLeft() {
        tally.failure = tally.failure ?? .client
        releaseTarget()
        finish()
    }

    /// Lets the target go, wherever the exchange is.
    func releaseTarget() {
        switch machine.cancelled() {
        case .withdraw: pool?.withdraw(self)
        case .abandon: connection?.abandon()
        case .ignore: break
        }
        connection = nil
    }

    /// The end: nothing more is written to the client.
    func finish() {
        guard !tally.isFinished else { return }
        tally.isFinished = true
        worker.counters.exchangesInFlight -= 1
        connection = nil
        conclude()
        pool = nil
        endRetrying()
    }
}

/// Lends the path to routing for its normal form.
private func normalizedPath(_ path: Span<UInt8>) -> Result<[UInt8]?, RequestPath.Refusal> {
    do throws(RequestPath.Refusal) { return .success(try RequestPath.normalized(path)) } catch {
        return .failure(error)
    }
}

extension TimeAmount {
    /// For differences of times that should be positive.
    var nanosecondsOrZero: UInt64 { UInt64(max(nanoseconds, 0)) }
}
