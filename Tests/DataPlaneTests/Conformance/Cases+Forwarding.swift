extension ConformanceCase {
    private static let trace = "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    /// RFC 9110 section 7.6 and RFC 7239: what a request loses and gains on its way.
    static let forwarding: [ConformanceCase] = [
        .forwards(
            "hop.connection", "Connection concerns one connection", "RFC 9110 §7.6.1", get("Connection: close"),
            [.lacks("Connection")]),
        .forwards(
            "hop.nominated", "Fields that Connection names go with it", "RFC 9110 §7.6.1",
            get("Connection: close, X-Hop", "X-Hop: 1", "X-Stay: 2", "x-hop: 3"), [.lacks("X-Hop"), .has("X-Stay: 2")]),
        .forwards(
            "hop.nominated-twice", "Every Connection field counts", "RFC 9110 §7.6.1",
            get("Connection: X-A", "X-A: 1", "Connection: ,, X-B ,", "X-B: 2"), [.lacks("X-A"), .lacks("X-B")]),
        .forwards(
            "hop.nominated-framing", "Connection cannot remove framing", "RFC 9110 §7.6.1",
            post("Connection: Content-Length", "Content-Length: 5", body: "hello"),
            [.has("Content-Length: 5"), .content("hello")]),
        .forwards(
            "hop.nominated-coding", "Connection cannot remove the coding", "RFC 9110 §7.6.1",
            post("Connection: Transfer-Encoding", "Transfer-Encoding: chunked", body: "5\r\nhello\r\n0\r\n\r\n"),
            [.has("Transfer-Encoding: chunked"), .content("hello")]),
        .forwards(
            "hop.nominated-host", "Connection cannot remove Host", "RFC 9110 §7.6.1", get("Connection: Host"),
            [.has("Host: a")]),
        .forwards(
            "hop.keep-alive", "Keep-Alive concerns one connection", "RFC 9110 §7.6.1",
            get("Connection: keep-alive", "Keep-Alive: timeout=5"), [.lacks("Keep-Alive"), .lacks("Connection")]),
        .forwards(
            "hop.proxy-connection", "Proxy-Connection is dropped", "RFC 9112 Appendix C.2.2",
            get("Proxy-Connection: keep-alive"), [.lacks("Proxy-Connection")]),
        .forwards(
            "hop.te", "TE goes on as far as trailers are meant", "RFC 9110 §10.1.4",
            get("TE: gzip, trailers", "Connection: TE"),
            [.has("TE: trailers"), .has("Connection: TE")]),
        .forwards(
            "hop.te-other", "TE without trailers is dropped", "RFC 9110 §10.1.4", get("TE: gzip"),
            [.lacks("TE"), .lacks("Connection")]),
        .forwards(
            "hop.upgrade", "Upgrade is dropped and the request served", "RFC 9110 §7.8",
            get("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABk"),
            [.lacks("Upgrade"), .lacks("HTTP2-Settings"), .lacks("Connection")]),
        .forwards(
            "hop.proxy-authorization", "Proxy-Authorization is for this proxy", "RFC 9110 §11.7.2",
            get("Proxy-Authorization: Basic eA=="), [.lacks("Proxy-Authorization")]),
        .forwards(
            "via.version", "The version in the request line is the proxy's own", "RFC 9110 §6.2",
            "GET / HTTP/1.0\r\nHost: a\r\n\r\n",
            [.has("GET / HTTP/1.1")]),
        .forwards(
            "via.added", "Via says where the request came through", "RFC 9110 §7.6.3", get(), [.names("Via")]),
        .forwards(
            "hop.after-close", "Nothing that follows a request to close is read", "RFC 9112 §9.6",
            get("Connection: close") + get(target: "/smuggled"), [.has("GET / HTTP/1.1")]),
        .forwards(
            "client.underscores", "Nor does it pass with underscores, which some servers take for dashes",
            "RFC 3875 §4.1.18",
            get(
                "X_Forwarded_For: 1.1.1.1", "x_forwarded_proto: https", "Ficus_Leg: shadow", "X-Forwarded_Host: b",
                "x_Request-ID: c", "Transfer_Encoding: chunked", "content_length: 5", "X_Other: kept"),
            [
                .lacks("X_Forwarded_For"), .lacks("X_Forwarded_Proto"), .lacks("Ficus_Leg"), .lacks("X-Forwarded_Host"),
                .lacks("X_Request-Id"), .lacks("Transfer_Encoding"), .lacks("Content_Length"), .has("X_Other: kept"),
            ]),
        .forwards(
            "client.ids-added", "Every request has an id and a trace", "W3C Trace Context §4.3", get(),
            [.names("X-Request-Id"), .names("traceparent")]),
        .forwards(
            "via.kept", "Via of others is kept", "RFC 9110 §7.6.3", get("Via: 1.1 front"), [.has("Via: 1.1 front")]),
        .forwards(
            "client.replaced", "What a stranger says about clients is replaced", "RFC 7239 §8.1",
            get(
                "X-Forwarded-For: 1.1.1.1", "X-Forwarded-Proto: https", "X-Forwarded-Host: b", "X-Forwarded-Port: 443",
                "X-Forwarded-Prefix: /x", "Forwarded: for=1.1.1.1"),
            [
                .has("X-Forwarded-For: 127.0.0.1"), .has("X-Forwarded-Proto: http"), .has("X-Forwarded-Host: a"),
                .lacks("X-Forwarded-Port"), .lacks("X-Forwarded-Prefix"),
                .has("Forwarded: for=127.0.0.1;host=\"a\";proto=http"),
            ]),
        .forwards(
            "client.not-silenced", "Connection cannot remove what is said about clients", "RFC 9110 §7.6.1",
            get("Connection: X-Forwarded-For, Forwarded, Via, X-Request-Id"),
            [.has("X-Forwarded-For: 127.0.0.1"), .has("Forwarded: for=127.0.0.1;host=\"a\";proto=http")]),
        .forwards(
            "client.ids-replaced", "The ids of a stranger are replaced", "W3C Trace Context §4.3",
            get("X-Request-Id: mine", trace, "tracestate: a=b"), [.lacks("tracestate")]),
        .forwards(
            "client.ficus", "Nobody speaks as the proxy", "docs/route-table.md",
            get("Ficus-Leg: shadow", "Ficus-Anything: x"), [.lacks("Ficus-Leg"), .lacks("Ficus-Anything")]),
        .forwards(
            "trusted.appended", "What a trusted peer says comes first", "RFC 7239 §5.2",
            get("X-Forwarded-For: 1.1.1.1", "X-Forwarded-For: 2.2.2.2", "Forwarded: for=1.1.1.1"),
            [
                .has("X-Forwarded-For: 1.1.1.1, 2.2.2.2, 127.0.0.1"),
                .has("Forwarded: for=1.1.1.1, for=127.0.0.1;host=\"a\";proto=http"),
            ]),
        .forwards(
            "trusted.kept", "What a trusted peer says about the first connection stays", "RFC 7239 §5.4",
            get("X-Forwarded-Proto: https", "X-Forwarded-Host: b"),
            [.has("X-Forwarded-Proto: https"), .has("X-Forwarded-Host: b")]),
        .forwards(
            "trusted.ids", "The ids of a trusted peer stay", "W3C Trace Context §4.2",
            get("X-Request-Id: mine-1", trace, "tracestate: a=b"),
            [.has("X-Request-Id: mine-1"), .has(trace), .has("tracestate: a=b")]),
        .forwards(
            "trusted.bad-ids", "Invalid ids are replaced, whoever sends them", "W3C Trace Context §3.2",
            get(
                "X-Request-Id: a b", "traceparent: 00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "tracestate: a=b"),
            [.lacks("tracestate")]),
        .forwards(
            "trusted.https", "A trusted peer may ask for https: it ended the TLS", "RFC 9110 §7.4",
            get(target: "https://a/b"), [.has("GET /b HTTP/1.1"), .has("X-Forwarded-Proto: https")]),
        .forwards(
            "trusted.ficus", "Not even a trusted peer speaks as the proxy", "docs/route-table.md",
            get("Ficus-Leg: shadow"), [.lacks("Ficus-Leg")]),
    ]
}
