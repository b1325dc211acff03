/// The life of a client connection: one exchange at a time, answered in the order asked.
///
///     idle <-> head -> exchange -+-> idle          kept alive
///       \        \               \-> lingering -> closed
///        \        \----------------> lingering      refused: answered, then closed
///         \------------------------> closed
///
/// Every event in every state returns an action; nothing a client sends can trap.
struct ClientMachine: ~Copyable {
    /// How far the body of the request under way has come.
    enum Upload: Equatable {
        case open
        /// Its framing is broken: where it ends will never be known.
        case broken
        case complete
    }

    private enum State {
        /// Nothing of the next request has come.
        case idle
        /// A part of a head has come; the rest, or the deadline, must follow.
        case head
        /// A request is being answered. `isLast`: the connection ends after it.
        case exchange(upload: Upload, isLast: Bool)
        /// The last answer was given, our side is shut; what still comes is thrown away until the client's end.
        case lingering
        case closed
    }

    private var state = State.idle

    /// The last answer was given, to be written as the client takes it.
    var isLingering: Bool {
        if case .lingering = state { return true }
        return false
    }
    private var isDraining = false

    /// No request is being answered, and another one may come.
    var isBetweenRequests: Bool {
        switch state {
        case .idle, .head: true
        case .exchange, .lingering, .closed: false
        }
    }

    // MARK: - Bytes

    enum BytesAction: Equatable {
        case readHead
        case readBody
        /// Bytes of the next request: keep them and stop reading.
        case hold
        case discard
    }

    /// What to do with the bytes at hand.
    func bytesAction() -> BytesAction {
        switch state {
        case .idle, .head: .readHead
        case .exchange(.open, _): .readBody
        case .exchange(.complete, _): .hold
        case .exchange(.broken, _), .lingering, .closed: .discard
        }
    }

    /// Whether to go on reading. While an exchange runs, one read may stay under way so that the end of a client is
    /// seen; what it brings is held and stops the reading.
    func wantsRead(holdsBytes: Bool, exchangeTakesBody: Bool) -> Bool {
        switch state {
        case .idle, .head, .lingering: true
        case .exchange(.open, _): exchangeTakesBody
        case .exchange(.complete, _): !holdsBytes
        case .exchange(.broken, _), .closed: false
        }
    }

    // MARK: - Heads and bodies

    enum HeadWaitAction: Equatable { case startDeadline, goOn }

    /// A head is not complete yet.
    mutating func headIsPartial() -> HeadWaitAction {
        guard case .idle = state else { return .goOn }
        state = .head
        return .startDeadline
    }

    enum HeadAction: Equatable { case begin, ignore }

    /// A head is complete.
    mutating func headIsComplete(hasBody: Bool, keepsConnection: Bool) -> HeadAction {
        switch state {
        case .idle, .head:
            state = .exchange(upload: hasBody ? .open : .complete, isLast: !keepsConnection || isDraining)
            return .begin
        case .exchange, .lingering, .closed: return .ignore
        }
    }

    /// The body of the request is complete.
    mutating func uploadEnded() {
        if case .exchange(.open, let isLast) = state { state = .exchange(upload: .complete, isLast: isLast) }
    }

    /// Whether an answer may promise to keep the connection: the client wants it, and its upload cannot get in the way.
    func mayKeepConnection() -> Bool {
        guard case .exchange(.complete, let isLast) = state else { return false }
        return !isLast && !isDraining
    }

    enum RefusalAction: Equatable {
        /// Answer that the bytes are not a request, then linger.
        case answer
        /// The body of the exchange under way is broken.
        case failExchange
        case ignore
    }

    /// The bytes are not HTTP.
    mutating func refused() -> RefusalAction {
        switch state {
        case .idle, .head:
            state = .exchange(upload: .open, isLast: true)
            return .answer
        case .exchange(.open, _):
            state = .exchange(upload: .broken, isLast: true)
            return .failExchange
        case .exchange, .lingering, .closed: return .ignore
        }
    }

    // MARK: - Ends

    enum AnswerEndAction: Equatable {
        /// The next request may be read.
        case next
        /// Shut our side and read to the client's end.
        case linger
        case ignore
    }

    /// The answer has been written to its end. `keepsConnection` is what its head said.
    mutating func answerEnded(keepsConnection: Bool) -> AnswerEndAction {
        switch state {
        case .exchange(.complete, isLast: false) where keepsConnection:
            state = .idle
            return .next
        case .exchange:
            state = .lingering
            return .linger
        case .idle, .head, .lingering, .closed: return .ignore
        }
    }

    enum InputEndAction: Equatable {
        case close
        /// The last answer is on its way; close when it has left.
        case closeWhenWritten
        /// A request will never be complete: answer that.
        case refuse
        /// The client asked and then shut its side: it gets its answers.
        case finish
        /// The body will never be complete.
        case failExchange
        case ignore
    }

    /// The client has shut its side of the connection.
    ///
    /// - Parameter holdsBytes: bytes of later requests wait for their turn.
    mutating func inputEnded(holdsBytes: Bool) -> InputEndAction {
        switch state {
        case .idle:
            state = .closed
            return .close
        case .lingering: return .closeWhenWritten
        case .head:
            state = .exchange(upload: .broken, isLast: true)
            return .refuse
        case .exchange(.complete, let isLast):
            state = .exchange(upload: .complete, isLast: isLast || !holdsBytes)
            return .finish
        case .exchange(.open, _):
            state = .exchange(upload: .broken, isLast: true)
            return .failExchange
        case .exchange(.broken, _), .closed: return .ignore
        }
    }

    enum AlarmAction: Equatable {
        case close
        /// The process ends: shut our side first, because a request may be on its way this moment.
        case linger
        /// The head did not come in time.
        case refuse
        case askExchange
        case ignore
    }

    /// The deadline of the present state has passed.
    mutating func alarmRang() -> AlarmAction {
        switch state {
        case .idle where isDraining:
            state = .lingering
            return .linger
        case .idle, .lingering:
            state = .closed
            return .close
        case .head:
            state = .exchange(upload: .open, isLast: true)
            return .refuse
        case .exchange: return .askExchange
        case .closed: return .ignore
        }
    }

    enum DrainAction: Equatable {
        /// Nothing is under way: close when the client has had a moment to be done.
        case closeSoon
        /// The last answer was given: the client has little time left to shut its side.
        case hurry
        /// The answer under way, or the next one, is the last.
        case finish
    }

    /// The process is about to end.
    mutating func drain() -> DrainAction {
        isDraining = true
        return switch state {
        case .idle: .closeSoon
        case .lingering: .hurry
        case .head, .exchange, .closed: .finish
        }
    }

    enum CloseAction: Equatable { case cancelExchange, none }

    /// The connection is gone.
    mutating func closed() -> CloseAction {
        defer { state = .closed }
        if case .exchange = state { return .cancelExchange }
        return .none
    }
}
