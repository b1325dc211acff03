import Routing

extension Failure {
    /// The word that answers, logs and metrics show.
    package var word: String {
        switch self {
        case .connect: "connect_failed"
        case .queueFull: "queue_full"
        case .queueTimeout: "queue_timeout"
        case .noInstance: "no_healthy_instance"
        case .breakerOpen: "breaker_open"
        case .staleConnection: "connection_closed"
        case .reset: "connection_reset"
        case .invalidAnswer: "invalid_answer"
        case .firstByteTimeout: "first_byte_timeout"
        case .totalTimeout: "total_timeout"
        case .serverError: "server_error"
        case .truncatedAnswer: "truncated_answer"
        }
    }

    /// What happened, for a person.
    var sentence: String {
        switch self {
        case .connect: "No connection to the target could be made."
        case .queueFull: "All connections to the target are busy, and too many requests wait for one."
        case .queueTimeout: "All connections to the target were busy for too long."
        case .noInstance: "No instance of the target is healthy."
        case .breakerOpen: "The target failed too often and is given a rest."
        case .staleConnection: "The target closed the connection before the request was sent."
        case .reset: "The target closed the connection before it answered."
        case .invalidAnswer: "The target's answer is not valid HTTP."
        case .firstByteTimeout: "The target did not begin to answer in time."
        case .totalTimeout: "The exchange did not end in time."
        case .serverError: "The target answered with a server error."
        case .truncatedAnswer: "The target's answer broke off."
        }
    }
}
