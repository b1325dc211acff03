import Parity

/// The life of a shadow leg: one attempt, never repeated, that ends in one of a closed set of outcomes.
///
///     seeking -> sent -> answering -> ended(answered | skipped | failed)
struct ShadowMachine: ~Copyable {
    /// How the leg itself ended; what comes of the pair is `ShadowPairing`'s to say.
    enum Ending: Equatable {
        case answered
        case skipped(SkipReason)
        case failed(FailureKind)
    }

    private enum State {
        /// No connection yet; the copy waits.
        case seeking
        /// The copy, or its beginning, was written.
        case sent
        /// A head has come.
        case answering
        case ended
    }

    private var state = State.seeking
    private var copied = 0
    private let bodyLimit: Int

    init(bodyLimit: Int) {
        self.bodyLimit = bodyLimit
    }

    var isSeeking: Bool { if case .seeking = state { true } else { false } }
    var isEnded: Bool { if case .ended = state { true } else { false } }

    enum CopyAction: Equatable {
        /// Keep them until the connection takes them.
        case keep
        /// The body is over the route's limit.
        case skip
        case ignore
    }

    /// The client sent bytes of the body.
    mutating func copy(_ count: Int) -> CopyAction {
        if case .ended = state { return .ignore }
        copied += count
        return copied > bodyLimit ? .skip : .keep
    }

    enum LeaseAction: Equatable { case send, giveBack }

    mutating func leased() -> LeaseAction {
        guard case .seeking = state else { return .giveBack }
        state = .sent
        return .send
    }

    enum HeadAction: Equatable { case capture, ignore }

    mutating func answerBegan() -> HeadAction {
        guard case .sent = state else { return .ignore }
        state = .answering
        return .capture
    }

    enum EndAction: Equatable {
        /// Leave the queue for a connection.
        case withdraw
        /// Close the connection.
        case abandon
        /// The connection has gone back, or away, by itself.
        case none
        case ignore
    }

    /// The leg is over. `isReleased` says that the connection has been dealt with.
    mutating func ended(isReleased: Bool) -> EndAction {
        defer { state = .ended }
        switch state {
        case .seeking: return isReleased ? .none : .withdraw
        case .sent, .answering: return isReleased ? .none : .abandon
        case .ended: return .ignore
        }
    }
}

/// What comes of two legs: pure, and decided once both have ended.
enum ShadowPairing {
    static func outcome(primaryIsComparable: Bool, leg: ShadowMachine.Ending) -> ShadowOutcome {
        switch leg {
        case .skipped(let reason): .skipped(reason)
        case .answered, .failed: primaryIsComparable ? outcome(of: leg) : .skipped(.primaryFailed)
        }
    }

    private static func outcome(of leg: ShadowMachine.Ending) -> ShadowOutcome {
        switch leg {
        case .answered: .compared
        case .skipped(let reason): .skipped(reason)
        case .failed(let kind): .failed(kind)
        }
    }
}
