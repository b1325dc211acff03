import DataPlane
import Parity
import Routing

// The words for closed sets in log lines and metric labels.

extension Failure {
    var label: String {
        switch self {
        case .connect: "connect"
        case .queueFull: "queue_full"
        case .queueTimeout: "queue_timeout"
        case .noInstance: "no_instance"
        case .breakerOpen: "breaker_open"
        case .staleConnection: "stale_connection"
        case .reset: "reset"
        case .invalidAnswer: "invalid_answer"
        case .firstByteTimeout: "first_byte_timeout"
        case .totalTimeout: "total_timeout"
        case .serverError: "5xx"
        case .truncatedAnswer: "truncated_answer"
        }
    }
}

extension ExchangeFailure {
    var label: String {
        switch self {
        case .refusedRequest: "refused_request"
        case .target(let failure): failure.label
        case .client: "client"
        case .requestTimeout: "request_timeout"
        }
    }
}

extension ShadowOutcome {
    var label: String {
        switch self {
        case .compared: "compared"
        case .skipped(let reason): "skipped(\(reason.rawValue))"
        case .failed(let kind): "failed(\(kind.rawValue))"
        }
    }
}
