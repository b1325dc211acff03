extension ConformanceCase {
    private static let host = "Host: a\r\n\r\n"

    /// RFC 9112 section 3: method, target, version and the white space between them.
    static let requestLines: [ConformanceCase] = [
        .forwards(
            "request-line.empty-line", "One empty line before a request is ignored", "RFC 9112 §2.2", "\r\n" + get(),
            [.has("GET / HTTP/1.1")]),
        .refuses(
            "request-line.empty-lines", "Two empty lines before a request are not a request", "RFC 9112 §2.2", 400,
            "\r\n\r\n" + get()),
        .refuses("request-line.bare-lf-before", "A bare LF is no empty line", "RFC 9112 §2.2", 400, "\n" + get()),
        .refuses("request-line.bare-cr-before", "A bare CR is no empty line", "RFC 9112 §2.2", 400, "\r" + get()),
        .refuses(
            "request-line.space-before", "A request does not begin with white space", "RFC 9112 §2.2", 400, " " + get()),
        .refuses(
            "request-line.bare-lf", "The request line ends with CRLF, not LF", "RFC 9112 §2.2", 400,
            "GET / HTTP/1.1\nHost: a\r\n\r\n"),
        .refuses(
            "request-line.bare-cr", "The request line ends with CRLF, not CR", "RFC 9112 §2.2", 400,
            "GET / HTTP/1.1\rHost: a\r\n\r\n"),
        .refuses(
            "request-line.two-spaces", "One space stands after the method", "RFC 9112 §3", 400,
            "GET  / HTTP/1.1\r\n\(host)"),
        .refuses(
            "request-line.two-spaces-after-target", "One space stands after the target", "RFC 9112 §3", 400,
            "GET /  HTTP/1.1\r\n\(host)"),
        .refuses(
            "request-line.tab", "A tab is no separator", "RFC 9112 §3", 400, "GET\t/ HTTP/1.1\r\n\(host)"),
        .refuses(
            "request-line.tab-after-target", "A tab after the target is no separator", "RFC 9112 §3", 400,
            "GET /\tHTTP/1.1\r\n\(host)"),
        .refuses(
            "request-line.trailing-space", "Nothing follows the version", "RFC 9112 §3", 400,
            "GET / HTTP/1.1 \r\n\(host)"),
        .refuses(
            "request-line.trailing-word", "A request line has three words", "RFC 9112 §3", 400,
            "GET / HTTP/1.1 x\r\n\(host)"),
        .refuses(
            "request-line.vertical-tab", "Vertical tab is no white space", "RFC 9112 §3", 400,
            "GET\u{B}/ HTTP/1.1\r\n\(host)"),
        .refuses(
            "request-line.nul", "NUL is no part of a method", "RFC 9110 §9.1", 400, "GET\u{0} / HTTP/1.1\r\n\(host)"),
        .refuses(
            "request-line.empty-method", "A method is not empty", "RFC 9110 §9.1", 400, " / HTTP/1.1\r\n\(host)"),
        .refuses(
            "request-line.method-not-token", "A method is a token", "RFC 9110 §9.1", 400, "GE(T / HTTP/1.1\r\n\(host)"),
        .refuses(
            "request-line.method-not-ascii", "A method is ASCII", "RFC 9110 §9.1", 400,
            "G\u{E9}T / HTTP/1.1\r\n\(host)"),
        .forwards(
            "request-line.method-unknown", "A method that the proxy does not know goes to the target",
            "RFC 9110 §9.1", "PURGE! / HTTP/1.1\r\n\(host)", [.has("PURGE! / HTTP/1.1")]),
        .forwards(
            "request-line.method-case", "A method is case-sensitive and stays as it is", "RFC 9110 §9.1",
            "get / HTTP/1.1\r\n\(host)", [.has("get / HTTP/1.1")]),
        .refuses("request-line.http-0.9", "HTTP/0.9 is not spoken", "RFC 9112 §3", 400, "GET /\r\n"),
        .refuses(
            "request-line.version-0.9", "The major version 0 is not spoken", "RFC 9110 §15.6.6", 505,
            "GET / HTTP/0.9\r\n\(host)"),
        .refuses(
            "request-line.version-2", "HTTP/2 is not spoken in this form", "RFC 9110 §15.6.6", 505,
            "GET / HTTP/2.0\r\n\(host)"),
        .refuses(
            "request-line.version-2-preface", "The preface of HTTP/2 is refused", "RFC 9113 §3.4", 505,
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        .forwards(
            "request-line.version-1.2", "A later minor version is processed as HTTP/1.1", "RFC 9110 §2.5",
            "GET / HTTP/1.2\r\n\(host)", [.has("GET / HTTP/1.1")]),
        .refuses(
            "request-line.version-case", "The name of the protocol is in capitals", "RFC 9112 §2.3", 400,
            "GET / http/1.1\r\n\(host)"),
        .refuses(
            "request-line.version-leading-zero", "A version number has one digit", "RFC 9112 §2.3", 400,
            "GET / HTTP/01.1\r\n\(host)"),
        .refuses(
            "request-line.version-two-digits", "A minor version number has one digit", "RFC 9112 §2.3", 400,
            "GET / HTTP/1.10\r\n\(host)"),
        .refuses(
            "request-line.version-sign", "A version number has no sign", "RFC 9112 §2.3", 400,
            "GET / HTTP/+1.1\r\n\(host)"),
        .refuses(
            "request-line.version-comma", "A point stands between the version's numbers", "RFC 9112 §2.3", 400,
            "GET / HTTP/1,1\r\n\(host)"),
        .refuses(
            "request-line.version-name", "The protocol is HTTP", "RFC 9112 §2.3", 400, "GET / HTTPS/1.1\r\n\(host)"),
        .refuses(
            "request-line.version-none", "HTTP/1.1 needs its version", "RFC 9112 §2.3", 400, "GET / HTTP/\r\n\(host)"),
        .refuses(
            "request-line.tls", "What is not HTTP is answered as such", "RFC 9112 §2.2", 400,
            "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\u{FC}\u{3}\u{3}"),
        .refuses(
            "request-line.too-long", "A request line longer than the limit is 414", "RFC 9110 §15.5.15", 414,
            get(target: "/" + String(repeating: "x", count: 20_000))),
        .refuses(
            "request-line.method-too-long", "A method longer than the limit of the line is 414", "RFC 9112 §3", 414,
            String(repeating: "A", count: 20_000) + " / HTTP/1.1\r\n\(host)"),
        .refuses(
            "request-line.head-of-refused", "The answer to a HEAD that is refused has no content",
            "RFC 9110 §9.3.2", 400, "HEAD / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n"),
    ]
}
