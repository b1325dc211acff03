package import Parity
package import Routing

/// What is known about one finished exchange: the source of the access log. Step 8 of the life of a request.
package struct ExchangeRecord: Sendable {
    /// The table that the exchange was decided under; `route` and `target` are positions in it.
    package let table: RouteTable
    /// nil when no route matched, and for requests that were refused before a decision.
    package let route: RouteIndex?
    /// Who answered; nil when Ficus did.
    package internal(set) var target: TargetIndex?
    /// `host:port` of the instance that answered.
    package internal(set) var instance: String?
    /// nil for requests that were refused before a decision.
    package let reason: Decision.Reason?
    /// Why another target than the chosen one answered.
    package internal(set) var fallback: Failure?
    /// What stopped the exchange: the answer is ours, or broke off.
    package internal(set) var failure: ExchangeFailure?
    /// Which limit was passed, or why the request was turned away.
    package internal(set) var refusal: Refusal?
    /// Status sent to the client; 0 when it left before it got one.
    package internal(set) var status: UInt16 = 0
    /// Body bytes from the client and to it, framing included.
    package internal(set) var requestBytes: UInt64 = 0
    package internal(set) var responseBytes: UInt64 = 0
    package internal(set) var timings: Timings
    /// How often the request was sent again.
    package internal(set) var retries: UInt8 = 0
    /// How the shadow leg ended; nil when there was none (not shadowed, or not sampled).
    package internal(set) var shadow: ShadowOutcome?
    /// The bytes that the client chose, and its address.
    package internal(set) var text: ExchangeText
}

/// The stages of an exchange, in nanoseconds.
package struct Timings: Sendable {
    /// When the head was complete, since 1970-01-01T00:00:00Z.
    package let startedAt: UInt64
    /// From the head to a connection of the target that answered; small when it was reused.
    package internal(set) var connect: UInt64 = 0
    /// From the head to the first byte of the answer's head; 0 without one.
    package internal(set) var firstByte: UInt64 = 0
    /// From the head to the end of the answer.
    package internal(set) var total: UInt64 = 0
}

/// Why the proxy answered for a target, or broke an answer off.
package enum ExchangeFailure: Sendable, Hashable {
    /// The request is not valid, or over a limit.
    case refusedRequest
    /// The target could not answer.
    case target(Failure)
    /// The client left, or stalled for too long.
    case client
    /// The client's body did not come in time.
    case requestTimeout
}
