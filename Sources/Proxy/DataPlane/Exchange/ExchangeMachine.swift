import Routing

/// The life of one exchange: a request on its way to a target, perhaps to several in turn, and its answer.
///
///     seeking -> sent -> answering -> ended
///        ^        |
///        +--------+     retry and fallback, as `FallbackPolicy` says
///
/// Every event in every state returns an action.
struct ExchangeMachine: ~Copyable {
    private enum State {
        /// No connection carries the request; one is being leased.
        case seeking
        /// The request, or its beginning, was written; no final head has come.
        case sent
        /// The head of the answer has gone to the client; there is no way back.
        case answering
        /// The client has its answer, or is gone.
        case ended
    }

    private var state = State.seeking
    private let policy: FallbackPolicy.Request
    /// An earlier attempt wrote something.
    private var hasWritten = false
    /// Every byte of the body taken from the client is still held.
    private(set) var holdsBody = true

    init(policy: FallbackPolicy.Request) {
        self.policy = policy
    }

    /// Whether the request may be sent again after something of it was written: then its body is worth holding.
    var mayBeSentAgain: Bool { policy.effect == .read || policy.isKeyed }

    var isSeeking: Bool { if case .seeking = state { true } else { false } }
    /// No attempt has written anything yet.
    var isUntouched: Bool { isSeeking && !hasWritten }
    /// The client has seen nothing of an answer.
    var isUnanswered: Bool {
        switch state {
        case .seeking, .sent: true
        case .answering, .ended: false
        }
    }
    var isEnded: Bool { if case .ended = state { true } else { false } }

    // MARK: - Upload

    enum BodyAction: Equatable {
        /// Keep it until there is a connection.
        case hold
        /// Send it on, and keep a copy if there is room.
        case forwardAndHold
        case forward
        case discard
    }

    /// Bytes of the request's body have come.
    func bodyAction() -> BodyAction {
        switch state {
        case .seeking: .hold
        case .sent: holdsBody ? .forwardAndHold : .forward
        case .answering: .forward
        case .ended: .discard
        }
    }

    /// The held bytes were given up, because there are too many or nobody will need them.
    mutating func bodyWasReleased() { holdsBody = false }

    // MARK: - Attempts

    enum LeaseAction: Equatable {
        case send
        /// Nobody needs it any more.
        case giveBack
    }

    /// A connection is there.
    mutating func leased() -> LeaseAction {
        guard case .seeking = state else { return .giveBack }
        state = .sent
        return .send
    }

    enum FailureAction: Equatable {
        case retryOtherInstance
        case fallBack
        case answer(status: UInt16, retryAfter: Bool)
        /// Send the client the target's own 5xx.
        case deliver
        /// The client has part of an answer: break its connection.
        case abort
        case ignore
    }

    /// The attempt under way has failed.
    mutating func failed(_ failure: Failure, hasOtherInstance: Bool, hasFallback: Bool) -> FailureAction {
        switch state {
        case .ended: return .ignore
        case .answering:
            state = .ended
            return .abort
        case .seeking, .sent: break
        }
        let action = FallbackPolicy.action(
            after: failure, request: policy,
            attempts: FallbackPolicy.Attempts(
                hasOtherInstance: hasOtherInstance, hasFallback: hasFallback, holdsBody: holdsBody,
                hasWritten: hasWritten))
        if !failure.isBeforeWrite { hasWritten = true }
        switch action {
        case .retryOtherInstance:
            state = .seeking
            return .retryOtherInstance
        case .fallBack:
            state = .seeking
            return .fallBack
        case .giveUp(let status, let retryAfter):
            state = .ended
            return .answer(status: status, retryAfter: retryAfter)
        case .deliver:
            state = .answering
            return .deliver
        case .abort:
            state = .ended
            return .abort
        }
    }

    // MARK: - Answer

    enum HeadAction: Equatable {
        case forward
        /// A 5xx: ask `failed(.serverError)` first.
        case askPolicy
        case discard
    }

    /// The final head of an answer has come.
    mutating func answerBegan(status: Int) -> HeadAction {
        guard case .sent = state else { return .discard }
        if status >= 500, policy.when.contains(.serverError) { return .askPolicy }
        state = .answering
        return .forward
    }

    enum InterimAction: Equatable { case forward, discard }

    /// An interim head has come (RFC 9110 section 15.2).
    ///
    /// - Parameter hasContinued: the client was told 100 already, by the proxy or by another attempt.
    func interimAction(status: Int, hasContinued: Bool) -> InterimAction {
        if case .sent = state, !(status == 100 && hasContinued) { .forward } else { .discard }
    }

    /// What was written of the answer has not left and was taken back: the client has seen nothing.
    mutating func answerWasTakenBack() {
        if case .answering = state { state = .sent }
    }

    enum AnswerEndAction: Equatable { case finish, ignore }

    /// The answer is complete.
    mutating func answerEnded() -> AnswerEndAction {
        guard case .answering = state else { return .ignore }
        state = .ended
        return .finish
    }

    enum CancelAction: Equatable {
        /// Leave the queue for a connection.
        case withdraw
        /// Close the connection that carries the request.
        case abandon
        case ignore
    }

    /// Nobody waits for the answer any more, or the proxy gives one itself.
    mutating func cancelled() -> CancelAction {
        defer { state = .ended }
        switch state {
        case .seeking: return .withdraw
        case .sent, .answering: return .abandon
        case .ended: return .ignore
        }
    }
}
