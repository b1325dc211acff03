/// What follows a failed attempt: DESIGN 4.2 as a pure function. A request is never executed twice by accident.
package enum FallbackPolicy {
    /// The facts of a request that the policy turns on.
    package struct Request: Hashable, Sendable {
        package var effect: Effect
        /// The request carries an idempotency key and its route says `idempotency: required`.
        package var isKeyed: Bool
        package var data: DataMode
        /// The route's `fallback.when`.
        package var when: Fallback.Conditions

        package init(effect: Effect, isKeyed: Bool, data: DataMode, when: Fallback.Conditions) {
            self.effect = effect
            self.isKeyed = isKeyed
            self.data = data
            self.when = when
        }
    }

    /// What has happened to the request so far, and what is left to try.
    package struct Attempts: Hashable, Sendable {
        /// Another instance of the same target, not tried yet and healthy, which the table in force permits.
        package var hasOtherInstance: Bool
        /// A fallback target, not tried yet, which the table in force permits.
        package var hasFallback: Bool
        /// Every body byte taken from the client is still held, so that the request can be sent again from its start.
        package var holdsBody: Bool
        /// An earlier attempt of this request wrote something: nothing later can unsay it.
        package var hasWritten: Bool

        package init(hasOtherInstance: Bool, hasFallback: Bool, holdsBody: Bool, hasWritten: Bool = false) {
            self.hasOtherInstance = hasOtherInstance
            self.hasFallback = hasFallback
            self.holdsBody = holdsBody
            self.hasWritten = hasWritten
        }
    }

    /// What to do next.
    package enum Action: Hashable, Sendable {
        /// Send it again, to another instance of the same target.
        case retryOtherInstance
        /// Send it to the fallback target and mark the answer.
        case fallBack
        /// Answer the client with this status; `retryAfter` says that trying again later is safe.
        case giveUp(status: UInt16, retryAfter: Bool)
        /// Give the client the target's own 5xx.
        case deliver
        /// The client has part of an answer: break its connection, so that it cannot be taken for a whole one.
        case abort
    }

    /// The next step after `failure`.
    package static func action(after failure: Failure, request: Request, attempts: Attempts) -> Action {
        if failure == .truncatedAnswer { return .abort }
        guard failure != .totalTimeout, attempts.holdsBody else { return last(failure, attempts) }
        let isCovered = failure.condition.map(request.when.contains) ?? false
        let nothingWritten = failure.isBeforeWrite && !attempts.hasWritten

        let mayRetry: Bool
        let mayFallBack: Bool
        switch (request.effect, nothingWritten) {
        case (.read, true):
            mayRetry = true
            mayFallBack = isCovered
        case (.read, false):
            mayRetry = isCovered
            mayFallBack = isCovered
        case (.write, true):
            mayRetry = true
            mayFallBack = isCovered && request.data == .shared
        case (.write, false) where request.isKeyed:
            mayRetry = isCovered || failure != .serverError
            mayFallBack = isCovered && request.data == .shared
        case (.write, false):
            mayRetry = false
            mayFallBack = false
        }
        if mayRetry && attempts.hasOtherInstance { return .retryOtherInstance }
        if mayFallBack && attempts.hasFallback { return .fallBack }
        return last(failure, attempts)
    }

    /// The answer when nothing is left to try.
    private static func last(_ failure: Failure, _ attempts: Attempts) -> Action {
        switch failure {
        case .connect, .queueFull, .queueTimeout, .noInstance, .breakerOpen, .staleConnection:
            // Why no Retry-After once something was written: an earlier attempt may have been executed.
            .giveUp(status: 503, retryAfter: !attempts.hasWritten)
        case .reset, .invalidAnswer: .giveUp(status: 502, retryAfter: false)
        case .firstByteTimeout, .totalTimeout: .giveUp(status: 504, retryAfter: false)
        case .serverError: .deliver
        case .truncatedAnswer: .abort
        }
    }
}
