extension ConformanceCase {
    /// RFC 9112 section 5: lines of fields.
    static let fields: [ConformanceCase] = [
        .refuses("field.space-before-colon", "No space stands before the colon", "RFC 9112 §5.1", 400, get("X : y")),
        .refuses("field.tab-before-colon", "No tab stands before the colon", "RFC 9112 §5.1", 400, get("X\t: y")),
        .refuses("field.empty-name", "A field has a name", "RFC 9112 §5", 400, get(": y")),
        .refuses("field.no-colon", "A field has a colon", "RFC 9112 §5", 400, get("X")),
        .refuses("field.name-not-token", "A name is a token", "RFC 9110 §5.1", 400, get("X(y): z")),
        .refuses("field.name-not-ascii", "A name is ASCII", "RFC 9110 §5.1", 400, get("X\u{E9}: y")),
        .refuses("field.name-space", "A name has no space", "RFC 9110 §5.1", 400, get("X Y: z")),
        .refuses("field.name-nul", "A name has no NUL", "RFC 9110 §5.1", 400, get("X\u{0}: y")),
        .refuses("field.fold", "A folded line is refused", "RFC 9112 §5.2", 400, get("X: a\r\n b")),
        .refuses("field.fold-tab", "A line folded with a tab is refused", "RFC 9112 §5.2", 400, get("X: a\r\n\tb")),
        .refuses(
            "field.fold-first", "White space before the first field is refused", "RFC 9112 §2.2", 400,
            "GET / HTTP/1.1\r\n Host: a\r\n\r\n"),
        .refuses("field.value-nul", "A value has no NUL", "RFC 9110 §5.5", 400, get("X: a\u{0}b")),
        .refuses("field.value-control", "A value has no controls", "RFC 9110 §5.5", 400, get("X: a\u{1}b")),
        .refuses("field.value-delete", "A value has no DEL", "RFC 9110 §5.5", 400, get("X: a\u{7F}")),
        .refuses("field.value-vertical-tab", "A value has no vertical tab", "RFC 9110 §5.5", 400, get("X: \u{B}a")),
        .refuses("field.bare-cr", "A value has no bare CR", "RFC 9112 §2.2", 400, get("X: a\rY: b")),
        .refuses("field.bare-lf", "A value has no bare LF", "RFC 9112 §2.2", 400, get("X: a\nY: b")),
        .refuses(
            "field.end-bare-lf", "The head ends with CRLF", "RFC 9112 §2.2", 400, "GET / HTTP/1.1\r\nHost: a\r\n\n"),
        .refuses(
            "field.end-cr-cr-lf", "The head ends with CRLF alone", "RFC 9112 §2.2", 400,
            "GET / HTTP/1.1\r\nHost: a\r\n\r\r\n"),
        .refuses(
            "field.head-too-large", "A head over the limit is 431", "RFC 6585 §5", 431,
            get("X: " + String(repeating: "x", count: 70_000))),
        .refuses(
            "field.too-many", "Fields over the limit are 431", "RFC 6585 §5", 431,
            get(String(repeating: "X: y\r\n", count: 2_000) + "X: y")),
        .forwards(
            "field.white-space", "White space around a value is no part of it", "RFC 9112 §5.1", get("X: \t y \t"),
            [.has("X: \t y \t")]),
        .forwards("field.empty-value", "A value may be empty", "RFC 9110 §5.5", get("X:"), [.has("X:")]),
        .forwards(
            "field.not-ascii", "Octets above ASCII in a value go on as they are", "RFC 9110 §5.5", get("X: caf\u{E9}"),
            [.has("X: caf\u{E9}")]),
        .forwards(
            "field.order", "Order and repetition of fields are kept", "RFC 9110 §5.3",
            get("B: 1", "A: 2", "B: 3", "a: 4"), [.order(["B: 1", "A: 2", "B: 3", "a: 4"])]),
        .forwards(
            "field.separators", "Every character of a token may be in a name", "RFC 9110 §5.6.2",
            get("!#$%&'*+-.^_`|~0aZ: x"), [.has("!#$%&'*+-.^_`|~0aZ: x")]),
    ]
}
