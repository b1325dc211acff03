extension ConformanceCase {
    private static let allow = Check.has("Allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")

    private static func ask(_ method: String, _ lines: String..., target: String = "/") -> String {
        "\(method) \(target) HTTP/1.1\r\nHost: a\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n"
    }

    /// RFC 9110 sections 7.6, 9.3 and 10.1: what a proxy does with some methods and fields.
    static let methods: [ConformanceCase] = [
        .refuses(
            "method.connect", "CONNECT is refused", "RFC 9110 §9.3.6", 501,
            "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n"),
        .refuses("method.connect-path", "CONNECT is refused whatever it asks", "RFC 9110 §9.3.6", 501, ask("CONNECT")),
        .answers(
            "method.trace", "TRACE is refused and says what is not", "RFC 9110 §9.3.8", 405, ask("TRACE"), [allow]),
        .answers(
            "method.trace-forwards", "TRACE is refused whatever Max-Forwards says", "RFC 9110 §7.6.2", 405,
            ask("TRACE", "Max-Forwards: 5"), [allow]),
        .answers(
            "forwards.zero", "OPTIONS that may not be forwarded is answered", "RFC 9110 §7.6.2", 200,
            ask("OPTIONS", "Max-Forwards: 0"), [allow, .has("Content-Length: 0")]),
        .answers(
            "forwards.zero-asterisk", "OPTIONS * that may not be forwarded is answered", "RFC 9110 §7.6.2", 200,
            ask("OPTIONS", "Max-Forwards: 00", target: "*"), [allow]),
        .forwards(
            "forwards.one", "Max-Forwards of OPTIONS is counted down", "RFC 9110 §7.6.2",
            ask("OPTIONS", "Max-Forwards: 1"), [.has("Max-Forwards: 0")]),
        .forwards(
            "forwards.large", "Max-Forwards has a limit of our own", "RFC 9110 §7.6.2",
            ask("OPTIONS", "Max-Forwards: 99999999999999999999"), [.has("Max-Forwards: 254")]),
        .forwards(
            "forwards.other", "Max-Forwards of other methods is nobody's business", "RFC 9110 §7.6.2",
            ask("GET", "Max-Forwards: 0"), [.has("Max-Forwards: 0")]),
        .refuses(
            "forwards.word", "Max-Forwards is a number", "RFC 9110 §7.6.2", 400, ask("OPTIONS", "Max-Forwards: x")),
        .refuses(
            "forwards.sign", "Max-Forwards has no sign", "RFC 9110 §7.6.2", 400, ask("OPTIONS", "Max-Forwards: -1")),
        .refuses(
            "forwards.repeated", "Max-Forwards stands once", "RFC 9110 §7.6.2", 400,
            ask("OPTIONS", "Max-Forwards: 1", "Max-Forwards: 2")),
        .forwards(
            "method.preflight", "A CORS preflight goes on untouched", "Fetch, CORS protocol",
            ask("OPTIONS", "Origin: https://b", "Access-Control-Request-Method: PUT", target: "/x"),
            [.has("OPTIONS /x HTTP/1.1"), .has("Origin: https://b"), .has("Access-Control-Request-Method: PUT")]),
        .refuses(
            "expect.unknown", "An unknown expectation cannot be met", "RFC 9110 §10.1.1", 417,
            post("Expect: x", "Content-Length: 0")),
        .refuses(
            "expect.list", "All of several expectations must be met", "RFC 9110 §10.1.1", 417,
            post("Expect: 100-continue, x", "Content-Length: 0")),
        .refuses(
            "expect.parameter", "An expectation has no parameters", "RFC 9110 §10.1.1", 417,
            post("Expect: 100-continue;a=b", "Content-Length: 0")),
        .forwards(
            "expect.case", "Expectations have no case and go to the target", "RFC 9110 §10.1.1",
            post("Expect: 100-Continue", "Content-Length: 5", body: "hello"), [.content("hello")]),
        .forwards(
            "expect.no-body", "A request without a body waits for nothing", "RFC 9110 §10.1.1",
            get("Expect: 100-continue"), [.has("GET / HTTP/1.1")]),
        .forwards(
            "expect.1.0", "An expectation of HTTP/1.0 is ignored", "RFC 9110 §10.1.1",
            "POST / HTTP/1.0\r\nExpect: x\r\nContent-Length: 5\r\n\r\nhello", [.lacks("Expect"), .content("hello")]),
        .refuses(
            "expect.refused", "A refusal comes before 100", "RFC 9110 §10.1.1", 400,
            post("Expect: 100-continue", "Content-Length: 5", "Content-Length: 6")),
        .answers(
            "expect.answered", "An answer of the proxy comes in place of 100", "RFC 9110 §10.1.1", 404,
            "POST /internal/x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n",
            [.has("Connection: close")]),
    ]
}
