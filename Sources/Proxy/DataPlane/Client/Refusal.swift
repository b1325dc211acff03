import HTTPWire

/// Why a client was turned away, or an exchange ended for the slowness of somebody: the closed set that is counted.
package enum Refusal: String, Sendable, Hashable, CaseIterable {
    // The request
    case malformedRequest = "malformed_request"
    case headTooLarge = "head_too_large"
    case requestLineTooLong = "request_line_too_long"
    case tooManyFields = "too_many_fields"
    case pathRefused = "path_refused"
    case methodNotAllowed = "method_not_allowed"
    case bodyTooLarge = "body_too_large"
    /// Valid, and nothing that this proxy does.
    case notServed = "not_served"
    // Its time
    case headTimeout = "head_timeout"
    /// Silence inside the body.
    case bodyTimeout = "body_timeout"
    /// Below the least rate.
    case bodyTooSlow = "body_too_slow"
    case answerTooSlow = "answer_too_slow"
    /// The client takes nothing of what is ready for it.
    case writeTimeout = "write_timeout"
    // The connection
    case tooManyConnections = "too_many_connections"
    case tooManyConnectionsOfAddress = "too_many_connections_of_address"
}

extension Refusal {
    /// The reason that a problem names.
    init(_ problem: Problem) {
        self = Refusal(rawValue: problem.reason) ?? .notServed
    }
}

extension Problem {
    /// A problem whose reason is counted.
    init(status: Int, _ refusal: Refusal, _ detail: String) {
        self.init(status: status, detail: detail, reason: refusal.rawValue)
    }
}
