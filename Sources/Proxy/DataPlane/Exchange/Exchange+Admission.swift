import HTTPWire
import Routing

/// What the head of a valid request settles before any route is asked.
extension Exchange {
    /// Whether the request may go to a target; where not, it has been answered.
    func isAdmitted() -> Bool {
        // RFC 9110 section 7.6.3: to forward it would send it round again.
        if worker.configuration.via.hasForwarded(head) {
            refuse(Problem(status: 508, detail: "Via says that this proxy has forwarded this request.", reason: "loop"))
            return false
        }
        // RFC 9110 section 7.4: https is for those who came through TLS, which only a trusted peer can vouch for.
        if head.target.isSecure, !client.peer.isTrusted {
            refuse(Problem(status: 421, detail: "This is not a connection for https.", reason: "misdirected_request"))
            return false
        }
        switch head.method {
        case .trace:
            // RFC 9110 section 9.3.8 would have us send back credentials; like all servers today we do not.
            refuse(
                Problem(status: 405, detail: "TRACE is not supported.", reason: "method_not_allowed"),
                lines: Self.allow)
            return false
        case .options where head.forwardsLeft == 0:
            answerOptions()
            return false
        default: return true
        }
    }

    /// Answers OPTIONS as its final recipient (RFC 9110 sections 7.6.2 and 9.3.7).
    func answerOptions() {
        var answer = GeneratedAnswer(status: 200, contentType: "", body: [])
        answer.addedLines = Self.allow
        give(answer, reason: "options")
    }

    /// The methods that a target may be asked for, in the words of RFC 9110 section 10.2.1.
    private static let allow = Array("Allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\r\n".utf8)
}
