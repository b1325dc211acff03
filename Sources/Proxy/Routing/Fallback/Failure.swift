/// How an attempt on a target failed: named by the stage, because the stage says what the target may have done.
package enum Failure: Hashable, Sendable, CaseIterable {
    // Nothing was written: the target cannot have seen the request.

    /// No connection: refused, unreachable, or timed out while connecting.
    case connect
    /// All connections are busy, and so are all places to wait for one.
    case queueFull
    /// Waited for a connection for as long as the target's limits say.
    case queueTimeout
    /// The target has no healthy instance.
    case noInstance
    /// The breaker of every instance is open.
    case breakerOpen
    /// A reused connection was seen to be closed before our first write on it.
    case staleConnection

    // Something was written: nothing is known about what the target did (RFC 9110 section 9.2.2).

    /// The connection broke, for reading or writing, before the head of an answer.
    case reset
    /// What came back is not HTTP, or its head is over the limits.
    case invalidAnswer
    /// No head of an answer within `first_byte`.
    case firstByteTimeout
    /// The exchange as a whole ran out of `total`.
    case totalTimeout
    /// An answer with a 5xx; its head is held back until the policy has spoken.
    case serverError
    /// The body of an answer broke off after its head went to the client.
    case truncatedAnswer

    /// Whether the target cannot have seen any of the request.
    package var isBeforeWrite: Bool {
        switch self {
        case .connect, .queueFull, .queueTimeout, .noInstance, .breakerOpen, .staleConnection: true
        case .reset, .invalidAnswer, .firstByteTimeout, .totalTimeout, .serverError, .truncatedAnswer: false
        }
    }

    /// The word of a route's `fallback.when` that covers it; nil: nothing does.
    package var condition: Fallback.Conditions? {
        switch self {
        case .connect, .queueFull, .queueTimeout, .noInstance, .staleConnection: .notSent
        case .breakerOpen: .breakerOpen
        case .firstByteTimeout: .timeout
        case .reset, .invalidAnswer: .reset
        case .serverError: .serverError
        case .totalTimeout, .truncatedAnswer: nil
        }
    }
}
