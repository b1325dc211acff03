import TestSupport
import Testing

/// One row of the table of failures: what goes wrong, and everything that follows. `docs/failures.md` is made of these
/// rows, and every cell of them is tested through a real data plane.
struct FailureRow: Sendable, CustomTestStringConvertible {
    /// What has to happen before the request that fails.
    enum Prelude: Sendable {
        case none
        /// The health path has failed.
        case unhealthy
        /// Requests have failed until the breaker opened.
        case opened
        /// A request without an answer holds the only connection.
        case occupied
    }

    /// Whether somebody else may answer.
    enum Permission: String, Sendable {
        case always = "yes"
        case covered = "if covered"
        case never = "no"
    }

    /// Who asks.
    enum Sender: Sendable, CaseIterable {
        case read, keyed, write

        var method: String { self == .read ? "GET" : "POST" }
        var path: String { self == .keyed ? "/pay" : "/items" }
    }

    let stage: String
    let event: String
    /// What the instance answers.
    var answer = FakeAnswer.text("ok")
    /// Whether anybody listens there.
    var listens = true
    /// More keys of the target, and of the route's timeouts.
    var keys = ""
    var timeouts = "total: 30s"
    var prelude = Prelude.none
    /// What the client gets when nobody else answers; nil: part of an answer, and a broken connection.
    let status: Int?
    let reason: String
    /// The word of `fallback.when` that covers it.
    let when: String?
    /// Whether another instance answers a read, a write with its key, and another write.
    let read: Permission
    let keyed: Permission
    let write: Permission
    /// Whether the fallback answers a read.
    let fallback: Permission
    /// Whether it counts against the breaker, and as the sign of an outlier.
    let breaker: Bool
    let outlier: Bool

    var testDescription: String { "\(stage): \(event)" }

    /// Whether another instance answers.
    func permission(of sender: Sender) -> Permission {
        switch sender {
        case .read: read
        case .keyed: keyed
        case .write: write
        }
    }

    /// As a row of the page.
    var line: String {
        let answer = status.map(String.init) ?? "broken connection"
        let cells = [
            stage, event, answer, "`\(reason)`", when.map { "`\($0)`" } ?? "-", read.rawValue, keyed.rawValue,
            write.rawValue, fallback.rawValue, breaker ? "counts" : "-", outlier ? "counts" : "-",
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }

    static let header = """
        | stage | what happens | client gets | reason | covered by | other instance: read | keyed write | other write \
        | fallback: read | breaker | outlier |
        |---|---|---|---|---|---|---|---|---|---|---|
        """
}

extension FailureRow {
    /// In the order of the stages.
    static let all: [FailureRow] = [
        FailureRow(
            stage: "choose", event: "every instance failed its health path",
            answer: .text("", status: 500), keys: "health: {path: /ready, interval: 20ms, timeout: 20s}",
            prelude: .unhealthy,
            status: 503, reason: "no_healthy_instance", when: "not_sent", read: .always, keyed: .always,
            write: .always, fallback: .covered, breaker: false, outlier: false),
        FailureRow(
            stage: "choose", event: "every breaker is open", answer: .close,
            keys: "breaker: {failures: 1, open: 1h, longest: 1h}", prelude: .opened, status: 503,
            reason: "breaker_open", when: "breaker_open", read: .always, keyed: .always, write: .always,
            fallback: .covered, breaker: false, outlier: false),
        FailureRow(
            stage: "wait", event: "all connections are busy, and all places in the queue", answer: .hang,
            keys: "limits: {connections: 1, queue: 0}", prelude: .occupied, status: 503, reason: "queue_full",
            when: "not_sent", read: .always, keyed: .always, write: .always, fallback: .covered, breaker: false,
            outlier: false),
        FailureRow(
            stage: "wait", event: "no connection became free within `queue_timeout`", answer: .hang,
            keys: "limits: {connections: 1, queue_timeout: 50ms}", prelude: .occupied, status: 503,
            reason: "queue_timeout", when: "not_sent", read: .always, keyed: .always, write: .always,
            fallback: .covered, breaker: false, outlier: false),
        FailureRow(
            stage: "connect", event: "the connection is refused, or takes longer than `connect`", listens: false,
            status: 503, reason: "connect_failed", when: "not_sent", read: .always, keyed: .always, write: .always,
            fallback: .covered, breaker: true, outlier: true),
        FailureRow(
            stage: "write, first byte", event: "the connection is closed before an answer", answer: .close,
            status: 502, reason: "connection_reset", when: "reset", read: .covered, keyed: .always, write: .never,
            fallback: .covered, breaker: true, outlier: true),
        FailureRow(
            stage: "write, first byte", event: "the connection is reset before an answer", answer: .reset,
            status: 502, reason: "connection_reset", when: "reset", read: .covered, keyed: .always, write: .never,
            fallback: .covered, breaker: true, outlier: true),
        FailureRow(
            stage: "first byte", event: "no head within `first_byte`", answer: .hang,
            timeouts: "first_byte: 1s, total: 30s", status: 504, reason: "first_byte_timeout", when: "timeout",
            read: .covered, keyed: .always, write: .never, fallback: .covered, breaker: true, outlier: true),
        FailureRow(
            stage: "first byte", event: "no head within `per_try`", answer: .hang,
            timeouts: "first_byte: 30s, per_try: 1s, total: 30s", status: 504, reason: "first_byte_timeout",
            when: "timeout", read: .covered, keyed: .always, write: .never, fallback: .covered, breaker: true,
            outlier: true),
        FailureRow(
            stage: "any", event: "the exchange takes longer than `total`", answer: .hang,
            timeouts: "first_byte: 30s, total: 200ms", status: 504, reason: "total_timeout", when: nil, read: .never,
            keyed: .never, write: .never, fallback: .never, breaker: false, outlier: false),
        FailureRow(
            stage: "head", event: "what comes is not HTTP", answer: .raw("SSH-2.0-OpenSSH\r\n\r\n"), status: 502,
            reason: "invalid_answer", when: "reset", read: .covered, keyed: .always, write: .never,
            fallback: .covered, breaker: true, outlier: true),
        FailureRow(
            stage: "head", event: "the framing is ambiguous",
            answer: .raw("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"), status: 502,
            reason: "invalid_answer", when: "reset", read: .covered, keyed: .always, write: .never,
            fallback: .covered, breaker: true, outlier: true),
        FailureRow(
            stage: "head", event: "it breaks off", answer: .raw("HTTP/1.1 200 OK\r\nContent-Le").then(.close),
            status: 502, reason: "connection_reset", when: "reset", read: .covered, keyed: .always, write: .never,
            fallback: .covered, breaker: true, outlier: true),
        FailureRow(
            stage: "status", event: "502, 503 or 504", answer: .text("busy", status: 503), status: 503,
            reason: "server_error", when: "5xx", read: .covered, keyed: .covered, write: .never, fallback: .covered,
            breaker: true, outlier: true),
        FailureRow(
            stage: "status", event: "another 5xx", answer: .text("broken", status: 500), status: 500,
            reason: "server_error", when: "5xx", read: .covered, keyed: .covered, write: .never, fallback: .covered,
            breaker: false, outlier: true),
        FailureRow(
            stage: "body", event: "it breaks off, or falls silent for `idle`", answer: .resetMidBody, status: nil,
            reason: "truncated_answer", when: nil, read: .never, keyed: .never, write: .never, fallback: .never,
            breaker: true, outlier: true),
    ]
}
