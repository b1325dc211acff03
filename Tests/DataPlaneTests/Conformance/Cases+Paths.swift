extension ConformanceCase {
    private static let place = "docs/route-table.md, What is matched"

    private static func normal(_ id: String, _ rule: String, _ source: String, _ path: String, _ sent: String) -> Self {
        forwards("path.\(id)", rule, source, get(target: path), [.has("GET \(sent) HTTP/1.1")])
    }

    /// A path that is refused: the message is valid, so what follows it would be a request; the connection ends all the
    /// same.
    private static func bad(_ id: String, _ rule: String, _ source: String, _ path: String) -> Self {
        refuses("path.\(id)", rule, source, 400, get(target: path))
    }

    private static func closed(_ id: String, _ rule: String, _ path: String) -> Self {
        answers(
            "path.\(id)", rule, place, 404, get(target: path),
            [.has("Ficus-Answered-By: ficus; route=closed; reason=fixed")])
    }

    /// One treatment of paths: what was matched is what is sent. `/internal/*rest` is closed in the table of these cases.
    static let paths: [ConformanceCase] = [
        normal("plain", "A path in normal form goes on as it is", "RFC 3986 §6.2", "/a/b", "/a/b"),
        normal("dot", "A dot segment is removed", "RFC 3986 §5.2.4", "/a/./b", "/a/b"),
        normal("dots", "Two dots remove the segment before them", "RFC 3986 §5.2.4", "/a/../b", "/b"),
        normal("dots-above-root", "Dots above the root vanish", "RFC 3986 §5.2.4", "/../../b", "/b"),
        normal("dots-escaped", "Escaped dots are dots", "RFC 3986 §6.2.2.2", "/a/%2e%2E/b", "/b"),
        normal("dots-half-escaped", "Half escaped dots are dots", "RFC 3986 §6.2.2.2", "/a/.%2e/b", "/b"),
        normal("dots-end", "Dots at the end leave a slash", "RFC 3986 §5.2.4", "/a/b/..", "/a/"),
        normal("three-dots", "Three dots are a name", "RFC 3986 §5.2.4", "/a/.../b", "/a/.../b"),
        normal("slashes", "Repeated slashes become one", place, "//a///b", "/a/b"),
        normal("unreserved", "Escapes of unreserved characters are decoded", "RFC 3986 §6.2.2.2", "/%61%7E", "/a~"),
        normal("case", "Escapes are in capitals", "RFC 3986 §6.2.2.1", "/caf%c3%a9", "/caf%C3%A9"),
        normal("escapable", "Characters that no path has are escaped", "RFC 3986 §2.4", "/a{b}|", "/a%7Bb%7D%7C"),
        normal(
            "escaped-percent", "An escaped percent sign stays one", "RFC 3986 §2.4", "/a%252e%252e/b", "/a%252e%252e/b"),
        normal("escaped-question", "An escaped question mark begins no query", "RFC 3986 §2.2", "/a%3fb", "/a%3Fb"),
        normal("slash-at-end", "A slash at the end stays", "RFC 3986 §6.2.3", "/a/", "/a/"),
        normal("query", "A query goes on as it is", "RFC 9112 §3.2", "/a?b=/../c%2f;d", "/a?b=/../c%2f;d"),
        normal("query-empty", "An empty query stays", "RFC 3986 §6.2.3", "/a?", "/a?"),
        bad("escaped-slash", "An escaped slash is refused", place, "/a%2fb"),
        bad("escaped-slash-capital", "An escaped slash is refused in capitals too", place, "/a%2Fb"),
        bad("backslash", "A backslash is refused", place, "/a\\b"),
        bad("backslash-dots", "A backslash separates nothing", place, "/a\\..\\b"),
        bad("escaped-backslash", "An escaped backslash is refused", place, "/a%5cb"),
        bad("semicolon", "Parameters of segments are refused", "RFC 3986 §3.3", "/a;b=c/d"),
        bad("semicolon-dots", "Dots with parameters are refused", "RFC 3986 §3.3", "/a/..;/b"),
        bad("nul", "An escaped NUL is refused", place, "/a%00"),
        bad("line-feed", "An escaped line feed is refused", place, "/a%0a"),
        bad("delete", "An escaped DEL is refused", place, "/a%7f"),
        bad("escape-cut", "An escape has two digits", "RFC 3986 §2.1", "/a%2"),
        bad("escape-alone", "A percent sign begins an escape", "RFC 3986 §2.1", "/a%"),
        bad("escape-letters", "An escape is hexadecimal", "RFC 3986 §2.1", "/a%zz"),
        bad("escape-sign", "An escape has no sign", "RFC 3986 §2.1", "/a%+1"),
        bad("escape-unicode", "There are no escapes of code points", "RFC 3986 §2.1", "/a%u002f"),
        bad("overlong", "Overlong UTF-8 is refused", "RFC 3629 §3", "/%c0%ae%c0%ae/b"),
        bad("overlong-slash", "An overlong slash is refused", "RFC 3629 §3", "/a%c0%afb"),
        bad("surrogate", "Surrogates are no UTF-8", "RFC 3629 §3", "/%ed%a0%80"),
        bad("utf8-cut", "Escapes are whole UTF-8", "RFC 3629 §3", "/%c3/%a9"),
        closed("closed", "A route with a fixed answer has it", "/internal/x"),
        closed("closed-slashes", "Slashes do not get past a route", "//internal//x"),
        closed("closed-dots", "Dots do not get past a route", "/a/../internal/x"),
        closed("closed-escapes", "Escapes do not get past a route", "/%69nternal/x"),
        closed("closed-absolute", "An absolute form does not get past a route", "http://b/internal/x"),
        closed("closed-root", "Dots below a route do not leave it", "/internal/./x"),
        answers(
            "path.health", "No spelling of the proxy's health goes to a target", place, 200, get(target: "/./%68ealth"),
            [.content("{\"status\":\"ok\"}\n")]),
    ]
}
