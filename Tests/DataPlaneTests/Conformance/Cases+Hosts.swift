extension ConformanceCase {
    private static func host(_ value: String) -> String { "GET / HTTP/1.1\r\nHost: \(value)\r\n\r\n" }

    /// RFC 9112 section 3.2: Host and the forms of a target.
    static let hosts: [ConformanceCase] = [
        .refuses("host.missing", "HTTP/1.1 needs Host", "RFC 9112 §3.2", 400, "GET / HTTP/1.1\r\n\r\n"),
        .refuses(
            "host.missing-absolute", "An absolute form does not replace Host", "RFC 9112 §3.2", 400,
            "GET http://a/ HTTP/1.1\r\n\r\n"),
        .forwards(
            "host.missing-1.0", "HTTP/1.0 may leave Host out", "RFC 9112 §3.2", "GET / HTTP/1.0\r\n\r\n",
            [.has("GET / HTTP/1.1")]),
        .refuses("host.repeated", "Host stands once", "RFC 9112 §3.2", 400, get("Host: a")),
        .refuses("host.repeated-differing", "Host stands once, whatever it says", "RFC 9112 §3.2", 400, get("host: b")),
        .refuses(
            "host.repeated-1.0", "Host stands once in HTTP/1.0 too", "RFC 9112 §3.2", 400,
            "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n"),
        .refuses("host.empty", "The host of an http URI is not empty", "RFC 9110 §4.2.1", 400, host("")),
        .refuses("host.space", "A host has no space", "RFC 3986 §3.2.2", 400, host("a b")),
        .refuses("host.list", "Host is no list", "RFC 9110 §7.2", 400, host("a,b")),
        .refuses("host.path", "Host has no path", "RFC 9110 §7.2", 400, host("a/b")),
        .refuses("host.query", "Host has no query", "RFC 9110 §7.2", 400, host("a?b")),
        .refuses("host.fragment", "Host has no fragment", "RFC 9110 §7.2", 400, host("a#b")),
        .refuses("host.userinfo", "Host has no user information", "RFC 9110 §4.2.4", 400, host("u:p@a")),
        .refuses("host.backslash", "Host has no backslash", "RFC 3986 §3.2.2", 400, host("a\\b")),
        .refuses("host.quote", "Host has no quotes", "RFC 3986 §3.2.2", 400, host("\"a\"")),
        .refuses("host.not-ascii", "A host is ASCII", "RFC 3986 §3.2.2", 400, host("caf\u{E9}")),
        .refuses("host.escaped", "A host with escapes is refused", "RFC 9110 §7.2", 400, host("%61")),
        .refuses("host.scheme", "Host has no scheme", "RFC 9110 §7.2", 400, host("http://a")),
        .refuses("host.port-letters", "A port is a number", "RFC 3986 §3.2.3", 400, host("a:b")),
        .refuses("host.port-sign", "A port has no sign", "RFC 3986 §3.2.3", 400, host("a:-1")),
        .refuses("host.port-large", "A port is at most 65535", "RFC 3986 §3.2.3", 400, host("a:65536")),
        .refuses("host.port-twice", "A host has one port", "RFC 3986 §3.2.3", 400, host("a:80:80")),
        .refuses("host.port-alone", "A port alone is no host", "RFC 9110 §4.2.1", 400, host(":80")),
        .refuses("host.bracket-open", "An address literal is closed", "RFC 3986 §3.2.2", 400, host("[::1")),
        .refuses("host.bracket-empty", "An address literal is not empty", "RFC 3986 §3.2.2", 400, host("[]")),
        .refuses("host.bracket-letters", "An address literal is an address", "RFC 3986 §3.2.2", 400, host("[::g]")),
        .refuses("host.bracket-rest", "A port alone may follow an address", "RFC 3986 §3.2.2", 400, host("[::1]x")),
        .forwards("host.port", "Host may have a port", "RFC 9110 §7.2", host("a:8080"), [.has("Host: a:8080")]),
        .forwards(
            "host.ipv6", "Host may be an IPv6 address", "RFC 9110 §7.2", host("[::1]:80"), [.has("Host: [::1]:80")]),
        .forwards(
            "host.case", "Names of fields have no case", "RFC 9110 §5.1", "GET / HTTP/1.1\r\nhOsT: a\r\n\r\n",
            [.has("hOsT: a")]),
        .forwards(
            "target.absolute", "An absolute form becomes the origin form", "RFC 9112 §3.2.2",
            get(target: "http://a/b?c"), [.has("GET /b?c HTTP/1.1"), .has("Host: a")]),
        .forwards(
            "target.absolute-wins", "The authority of an absolute form replaces Host", "RFC 9112 §3.2.2",
            "GET http://b:81/ HTTP/1.1\r\nHost: a\r\n\r\n",
            [.has("Host: b:81"), .has("X-Forwarded-Host: b:81"), .order(["GET / HTTP/1.1", "Host: b:81"])]),
        .refuses(
            "target.absolute-bad-host", "Host is valid beside an absolute form too", "RFC 9112 §3.2", 400,
            "GET http://a/ HTTP/1.1\r\nHost: a@b\r\n\r\n"),
        .forwards(
            "target.absolute-no-path", "An absolute form without a path means /", "RFC 9112 §3.2.1",
            get(target: "HTTP://a"), [.has("GET / HTTP/1.1")]),
        .forwards(
            "target.absolute-query", "An absolute form may have a query alone", "RFC 9112 §3.2.1",
            get(target: "http://a?q"), [.has("GET /?q HTTP/1.1")]),
        .refuses(
            "target.absolute-no-host", "An absolute form has a host", "RFC 9110 §4.2.1", 400, get(target: "http:///")),
        .refuses(
            "target.absolute-userinfo", "An absolute form has no user information", "RFC 9110 §4.2.4", 400,
            get(target: "http://u@a/")),
        .refuses(
            "target.absolute-scheme", "Only http is served", "RFC 9110 §7.1", 400, get(target: "ftp://a/")),
        .answers(
            "target.https", "https is not served to those who did not come by TLS", "RFC 9110 §7.4", 421,
            get(target: "https://a/")),
        .refuses("target.authority", "The authority form is CONNECT's", "RFC 9112 §3.2.3", 400, get(target: "a:80")),
        .refuses("target.name", "A target is none without a slash", "RFC 9112 §3.2", 400, get(target: "index.html")),
        .refuses("target.asterisk", "The asterisk form is for OPTIONS", "RFC 9112 §3.2.4", 400, get(target: "*")),
        .refuses(
            "target.asterisk-post", "The asterisk form is for OPTIONS alone", "RFC 9112 §3.2.4", 400,
            "POST * HTTP/1.1\r\nHost: a\r\n\r\n"),
        .refuses(
            "target.asterisk-more", "Nothing follows the asterisk", "RFC 9112 §3.2.4", 400,
            "OPTIONS *x HTTP/1.1\r\nHost: a\r\n\r\n"),
        .forwards(
            "target.options-asterisk", "OPTIONS * goes to the target", "RFC 9110 §9.3.7",
            "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", [.has("OPTIONS * HTTP/1.1")]),
        .forwards(
            "target.options-absolute", "OPTIONS of an absolute form without a path becomes OPTIONS *",
            "RFC 9112 §3.2.4", "OPTIONS http://a HTTP/1.1\r\nHost: a\r\n\r\n", [.has("OPTIONS * HTTP/1.1")]),
        .refuses("target.fragment", "A fragment is never sent", "RFC 9112 §3.2", 400, get(target: "/a#b")),
        .refuses("target.not-ascii", "A target is ASCII", "RFC 9112 §3.2", 400, get(target: "/caf\u{E9}")),
        .refuses("target.nul", "A target has no NUL", "RFC 9112 §3.2", 400, get(target: "/a\u{0}b")),
        .refuses("target.delete", "A target has no control", "RFC 9112 §3.2", 400, get(target: "/a\u{7F}b")),
    ]
}
