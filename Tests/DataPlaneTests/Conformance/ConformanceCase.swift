import TestSupport
import Testing

/// One rule of HTTP as the proxy keeps it: what a peer sends, and what must come of it.
///
/// The cases are data, so that one test runs them all and the table `docs/conformance.md` is what that run found.
struct ConformanceCase: Sendable, CustomTestStringConvertible {
    /// What is sent by whom. Characters up to U+00FF are octets.
    enum Exchange: Sendable {
        /// A client sends this; the target, if it is asked, answers `answer`.
        case request(String, answer: String)
        /// A target answers this, then does what the steps say, to a client that sent `request`.
        case answer(String, then: [FakeAnswer.Step], to: String)
    }

    /// What must come of it.
    enum Outcome: Sendable {
        /// The proxy says what was wrong, ends the connection, and the target has not seen a byte.
        case refused(Int)
        /// The proxy answers in the target's place, which has not seen a byte; the connection may go on.
        case answered(Int, [Check])
        /// The target gets the request so, and the client the target's answer.
        case forwarded([Check])
        /// The client gets the target's answer so.
        case delivered(Int, [Check])
        /// The client gets 502, and the connection to the target is thrown away.
        case badGateway
        /// The client gets a message that it cannot take for a whole one.
        case broken
    }

    /// Something about the message that arrived at the other side.
    enum Check: Sendable {
        /// One of the lines of the head.
        case has(String)
        /// One field has this name.
        case names(String)
        /// No field has this name.
        case lacks(String)
        /// The content, without framing.
        case content(String)
        /// All after the head, framing included.
        case body(String)
        /// These lines follow each other in this order.
        case order([String])
        /// The connection to the target serves the next request, or does not.
        case keepsTarget(Bool)
    }

    /// Unique and stable, such as `request-line.tab`.
    let id: String
    /// The rule in one sentence.
    let rule: String
    /// Where it is from, such as `RFC 9112 §3`.
    let source: String
    let exchange: Exchange
    let outcome: Outcome

    var testDescription: String { id }

    /// The part of `id` before the dot.
    var theme: String { String(id.prefix { $0 != "." }) }
}

extension ConformanceCase {
    static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

    static func refuses(_ id: String, _ rule: String, _ source: String, _ status: Int, _ bytes: String) -> Self {
        Self(id: id, rule: rule, source: source, exchange: .request(bytes, answer: ok), outcome: .refused(status))
    }

    static func answers(
        _ id: String, _ rule: String, _ source: String, _ status: Int, _ bytes: String, _ checks: [Check] = []
    ) -> Self {
        Self(
            id: id, rule: rule, source: source, exchange: .request(bytes, answer: ok),
            outcome: .answered(status, checks))
    }

    static func forwards(
        _ id: String, _ rule: String, _ source: String, _ bytes: String, _ checks: [Check], answer: String = ok
    ) -> Self {
        Self(
            id: id, rule: rule, source: source, exchange: .request(bytes, answer: answer), outcome: .forwarded(checks))
    }

    static func delivers(
        _ id: String, _ rule: String, _ source: String, _ status: Int, _ bytes: String, _ checks: [Check],
        then steps: [FakeAnswer.Step] = [], to request: String = get()
    ) -> Self {
        Self(
            id: id, rule: rule, source: source, exchange: .answer(bytes, then: steps, to: request),
            outcome: .delivered(status, checks))
    }

    static func rejects(
        _ id: String, _ rule: String, _ source: String, _ bytes: String, then steps: [FakeAnswer.Step] = [],
        to request: String = get()
    ) -> Self {
        Self(
            id: id, rule: rule, source: source, exchange: .answer(bytes, then: steps, to: request),
            outcome: .badGateway)
    }

    static func breaks(
        _ id: String, _ rule: String, _ source: String, _ bytes: String, then steps: [FakeAnswer.Step],
        to request: String = get()
    ) -> Self {
        Self(
            id: id, rule: rule, source: source, exchange: .answer(bytes, then: steps, to: request), outcome: .broken)
    }

    /// A GET with more field lines.
    static func get(_ lines: String..., target: String = "/") -> String {
        "GET \(target) HTTP/1.1\r\nHost: a\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n"
    }

    /// A POST with more field lines and a body.
    static func post(_ lines: String..., body: String = "") -> String {
        "POST / HTTP/1.1\r\nHost: a\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n" + body
    }

    /// A POST with a chunked body, framing included.
    static func chunks(_ body: String) -> String { post("Transfer-Encoding: chunked", body: body) }

    /// A target's answer with field lines and a body.
    static func answer(_ lines: String..., status: String = "200 OK", body: String = "") -> String {
        "HTTP/1.1 \(status)\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n" + body
    }
}
