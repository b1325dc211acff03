extension ConformanceCase {
    private static func size(_ line: String) -> String { chunks("\(line)\r\nhello\r\n0\r\n\r\n") }
    private static func trailer(_ lines: String) -> String { chunks("0\r\n\(lines)\r\n") }
    private static let long = String(repeating: "x", count: 20_000)

    /// RFC 9112 section 7.1: the chunked coding of requests.
    static let chunks: [ConformanceCase] = [
        .forwards(
            "chunk.plain", "Chunks go on as they are", "RFC 9112 §7.1", size("5"), [.body("5\r\nhello\r\n0\r\n\r\n")]),
        .forwards("chunk.zeros", "A size may have leading zeros", "RFC 9112 §7.1", size("005"), [.content("hello")]),
        .forwards(
            "chunk.capitals", "A size is hexadecimal in either case", "RFC 9112 §7.1",
            chunks("A\r\n0123456789\r\na\r\n0123456789\r\n000\r\n\r\n"), [.content("01234567890123456789")]),
        .refuses("chunk.plus", "A size has no plus", "RFC 9112 §7.1", 400, size("+5")),
        .refuses("chunk.minus", "A size has no minus", "RFC 9112 §7.1", 400, size("-5")),
        .refuses("chunk.prefix", "A size has no 0x", "RFC 9112 §7.1", 400, size("0x5")),
        .refuses("chunk.underscore", "A size has no underscore", "RFC 9112 §7.1", 400, size("_5")),
        .refuses("chunk.underscore-inside", "A size has no underscore inside", "RFC 9112 §7.1", 400, size("0_5")),
        .refuses("chunk.space-before", "No space stands before a size", "RFC 9112 §7.1", 400, size(" 5")),
        .refuses("chunk.space-after", "No space stands after a size", "RFC 9112 §7.1", 400, size("5 ")),
        .refuses("chunk.tab-after", "No tab stands after a size", "RFC 9112 §7.1", 400, size("5\t")),
        .refuses("chunk.empty", "A size is not empty", "RFC 9112 §7.1", 400, size("")),
        .refuses("chunk.letter", "A size has hexadecimal digits only", "RFC 9112 §7.1", 400, size("5g")),
        .refuses("chunk.nul", "A size has no NUL", "RFC 9112 §7.1", 400, size("5\u{0}")),
        .refuses("chunk.point", "A size is whole", "RFC 9112 §7.1", 400, size("5.0")),
        .refuses("chunk.overflow", "A size that overflows is refused", "RFC 9112 §7.1", 400, size("10000000000000005")),
        .refuses(
            "chunk.overflow-f", "The largest number is an overflow", "RFC 9112 §7.1", 400, size("FFFFFFFFFFFFFFFF")),
        .refuses(
            "chunk.many-zeros", "A size has at most 15 digits", "RFC 9112 §7.1", 400, size("00000000000000000005")),
        .refuses(
            "chunk.size-bare-lf", "A size ends with CRLF, not LF", "RFC 9112 §7.1", 400, chunks("5\nhello\r\n0\r\n\r\n")
        ),
        .refuses(
            "chunk.size-bare-cr", "A size ends with CRLF, not CR", "RFC 9112 §7.1", 400, chunks("5\rhello\r\n0\r\n\r\n")
        ),
        .refuses(
            "chunk.size-cr-cr-lf", "A size ends with one CR", "RFC 9112 §7.1", 400, chunks("5\r\r\nhello\r\n0\r\n\r\n")),
        .refuses(
            "chunk.data-too-long", "CRLF follows a chunk at once", "RFC 9112 §7.1", 400,
            chunks("5\r\nhelloX\r\n0\r\n\r\n")),
        .refuses("chunk.data-no-crlf", "A chunk ends with CRLF", "RFC 9112 §7.1", 400, chunks("5\r\nhello0\r\n\r\n")),
        .refuses(
            "chunk.data-bare-lf", "A chunk does not end with LF", "RFC 9112 §7.1", 400, chunks("5\r\nhello\n0\r\n\r\n")),
        .refuses(
            "chunk.data-bare-cr", "A chunk does not end with CR", "RFC 9112 §7.1", 400, chunks("5\r\nhello\r0\r\n\r\n")),
        .refuses("chunk.last-bare-lf", "The last chunk ends with CRLF", "RFC 9112 §7.1", 400, chunks("0\n\r\n")),
        .refuses("chunk.end-bare-lf", "The body ends with CRLF", "RFC 9112 §7.1", 400, chunks("0\r\n\n")),
        .refuses(
            "chunk.end-text", "Nothing but CRLF or trailers follow the last chunk", "RFC 9112 §7.1", 400,
            chunks("0\r\nhello\r\n\r\n")),
        .forwards("chunk.extension", "An extension is a name", "RFC 9112 §7.1.1", size("5;a"), [.content("hello")]),
        .forwards(
            "chunk.extension-value", "An extension may have a value", "RFC 9112 §7.1.1", size("5;a=b;c=d"),
            [.content("hello")]),
        .forwards(
            "chunk.extension-quoted", "An extension may have a quoted value", "RFC 9112 §7.1.1",
            size("5;a=\"b;c\\\"\""), [.content("hello")]),
        .forwards(
            "chunk.extension-space", "White space may follow the semicolon", "RFC 9112 §7.1.1", size("5; a=b"),
            [.content("hello")]),
        .refuses(
            "chunk.extension-space-before", "White space does not precede the semicolon", "RFC 9112 §7.1.1", 400,
            size("5 ;a")),
        .refuses("chunk.extension-empty", "An extension has a name", "RFC 9112 §7.1.1", 400, size("5;")),
        .refuses("chunk.extension-no-value", "A value is not empty", "RFC 9112 §7.1.1", 400, size("5;a=")),
        .refuses(
            "chunk.extension-bare-lf", "An extension has no LF", "RFC 9112 §7.1.1", 400,
            chunks("5;a\nhello\r\n0\r\n\r\n")),
        .refuses(
            "chunk.extension-bare-cr", "An extension has no CR", "RFC 9112 §7.1.1", 400,
            chunks("5;a\rb\r\nhello\r\n0\r\n\r\n")),
        .refuses("chunk.extension-nul", "An extension has no NUL", "RFC 9112 §7.1.1", 400, size("5;a\u{0}")),
        .refuses(
            "chunk.extension-quoted-crlf", "A quoted value does not hide CRLF", "RFC 9112 §7.1.1", 400,
            size("5;a=\"\r\n\"")),
        .refuses("chunk.extension-quote-open", "A quoted value is closed", "RFC 9112 §7.1.1", 400, size("5;a=\"b")),
        .refuses("chunk.extension-not-token", "A value is a token or quoted", "RFC 9112 §7.1.1", 400, size("5;a=b c")),
        .refuses("chunk.extension-limit", "Extensions have a limit", "RFC 9112 §7.1.1", 400, size("5;\(long)")),
        .refuses("trailer.no-colon", "A trailer has a colon", "RFC 9112 §7.1.2", 400, trailer("X\r\n")),
        .refuses(
            "trailer.space-before-colon", "A trailer has no space before its colon", "RFC 9112 §5.1", 400,
            trailer("X : y\r\n")),
        .refuses("trailer.empty-name", "A trailer has a name", "RFC 9112 §7.1.2", 400, trailer(": y\r\n")),
        .refuses("trailer.fold", "A trailer is not folded", "RFC 9112 §5.2", 400, trailer("X: a\r\n b\r\n")),
        .refuses("trailer.nul", "A trailer has no NUL", "RFC 9110 §5.5", 400, trailer("X: \u{0}\r\n")),
        .refuses("trailer.bare-lf", "A trailer ends with CRLF", "RFC 9112 §2.2", 400, trailer("X: y\n")),
        .refuses("trailer.bare-cr", "A trailer has no bare CR", "RFC 9112 §2.2", 400, trailer("X: y\rZ: a\r\n")),
        .refuses("trailer.too-large", "Trailers have a limit of bytes", "RFC 6585 §5", 431, trailer("X: \(long)\r\n")),
        .refuses(
            "trailer.too-many", "Trailers have a limit of lines", "RFC 6585 §5", 431,
            trailer(String(repeating: "X: y\r\n", count: 100))),
        .forwards(
            "trailer.dropped", "Trailers are dropped unless TE says that its sender knows them", "RFC 9110 §6.5.1",
            post("Transfer-Encoding: chunked", "Trailer: X", body: "5\r\nhello\r\n0\r\nX: y\r\n\r\n"),
            [.body("5\r\nhello\r\n0\r\n\r\n"), .lacks("Trailer"), .lacks("X")]),
        .forwards(
            "trailer.kept", "Trailers go on as trailers where TE says so", "RFC 9110 §6.5.1",
            post("TE: trailers", "Transfer-Encoding: chunked", "Trailer: X", body: "5\r\nhello\r\n0\r\nX: y\r\n\r\n"),
            [.body("5\r\nhello\r\n0\r\nX: y\r\n\r\n"), .has("Trailer: X"), .lacks("X")]),
        .forwards(
            "trailer.forbidden", "What must be known before the content is dropped", "RFC 9110 §6.5.1",
            post(
                "TE: trailers", "Transfer-Encoding: chunked",
                body: "0\r\nContent-Length: 3\r\nX: y\r\nAuthorization: z\r\nhost: b\r\nTransfer-Encoding: gzip\r\n\r\n"
            ),
            [.body("0\r\nX: y\r\n\r\n")]),
        .forwards(
            "trailer.trust", "Trailers say nothing about the client", "RFC 9110 §6.5.1",
            post(
                "TE: trailers", "Transfer-Encoding: chunked",
                body:
                    "0\r\nX-Forwarded-For: 1.1.1.1\r\nForwarded: for=1.1.1.1\r\nX-Request-Id: 1\r\nFicus-Leg: shadow\r\n\r\n"
            ),
            [.body("0\r\n\r\n")]),
    ]
}
