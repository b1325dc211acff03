extension ConformanceCase {
    private static func length(_ value: String, _ body: String = "hello") -> String {
        post("Content-Length: \(value)", body: body)
    }
    private static func coding(_ value: String) -> String {
        post("Transfer-Encoding: \(value)", body: "5\r\nhello\r\n0\r\n\r\n")
    }

    /// RFC 9112 section 6: where a request ends.
    static let requestFraming: [ConformanceCase] = [
        .refuses(
            "length.with-coding", "Content-Length and Transfer-Encoding exclude each other", "RFC 9112 §6.1", 400,
            post("Content-Length: 5", "Transfer-Encoding: chunked", body: "0\r\n\r\n")),
        .refuses(
            "length.after-coding", "They do so in either order", "RFC 9112 §6.1", 400,
            post("Transfer-Encoding: chunked", "Content-Length: 5", body: "0\r\n\r\n")),
        .refuses(
            "length.with-coding-zero", "A length of zero is one too", "RFC 9112 §6.1", 400,
            post("Content-Length: 0", "Transfer-Encoding: chunked", body: "0\r\n\r\n")),
        .refuses(
            "length.with-bad-coding", "Nor is a length used when the coding is bad", "RFC 9112 §6.1", 400,
            post("Content-Length: 5", "Transfer-Encoding: xchunked", body: "hello")),
        .refuses(
            "length.repeated", "A repeated Content-Length is refused", "RFC 9110 §8.6", 400,
            post("Content-Length: 5", "Content-Length: 5", body: "hello")),
        .refuses(
            "length.differing", "Differing Content-Lengths are refused", "RFC 9112 §6.3", 400,
            post("Content-Length: 5", "Content-Length: 6", body: "hello")),
        .refuses(
            "length.get", "Content-Length of a GET counts as well", "RFC 9110 §9.3.1", 400,
            get("Content-Length: 5", "Content-Length: 0")),
        .refuses("length.list", "A list of lengths is refused", "RFC 9110 §8.6", 400, length("5, 5")),
        .refuses("length.list-tight", "A list without spaces is a list", "RFC 9110 §8.6", 400, length("5,5")),
        .refuses("length.plus", "A length has no plus", "RFC 9110 §8.6", 400, length("+5")),
        .refuses("length.minus", "A length has no minus", "RFC 9110 §8.6", 400, length("-5")),
        .refuses("length.hexadecimal", "A length is decimal", "RFC 9110 §8.6", 400, length("0x5")),
        .refuses("length.hex-digit", "A length has no letters", "RFC 9110 §8.6", 400, length("5a")),
        .refuses("length.underscore", "A length has no underscore", "RFC 9110 §8.6", 400, length("1_0")),
        .refuses("length.point", "A length is whole", "RFC 9110 §8.6", 400, length("5.0")),
        .refuses("length.exponent", "A length has no exponent", "RFC 9110 §8.6", 400, length("5e0")),
        .refuses("length.inner-space", "A length has no space inside", "RFC 9110 §8.6", 400, length("5 5")),
        .refuses("length.empty", "A length is not empty", "RFC 9110 §8.6", 400, length("")),
        .refuses("length.quoted", "A length has no quotes", "RFC 9110 §8.6", 400, length("\"5\"")),
        .refuses("length.semicolon", "A length has no parameters", "RFC 9110 §8.6", 400, length("5;a=b")),
        .refuses(
            "length.overflow", "A length that overflows is refused", "RFC 9110 §8.6", 400,
            length("18446744073709551621")),
        .refuses(
            "length.overflow-signed", "Above 63 bits is an overflow", "RFC 9110 §8.6", 400,
            length("9223372036854775808")),
        .refuses("length.not-ascii", "Other digits are none", "RFC 9110 §8.6", 400, length("\u{B2}")),
        .refuses(
            "length.space-before-colon", "Content-Length has no space before its colon", "RFC 9112 §5.1", 400,
            post("Content-Length : 5", body: "hello")),
        .refuses(
            "length.folded", "Content-Length is not folded", "RFC 9112 §5.2", 400,
            post("Content-Length:\r\n 5", body: "hello")),
        .forwards(
            "length.white-space", "White space around a length is none of it", "RFC 9112 §5.1", length(" 5\t"),
            [.content("hello")]),
        .forwards(
            "length.zeros", "Leading zeros are digits", "RFC 9110 §8.6", length("0005"), [.content("hello")]),
        .forwards(
            "length.none", "A request with neither field has no body", "RFC 9112 §6.3", post(), [.content("")]),
        .forwards(
            "length.get-body", "A GET may have a body", "RFC 9110 §9.3.1",
            get("Content-Length: 5") + "hello", [.content("hello")]),
        .refuses(
            "coding.repeated", "A repeated Transfer-Encoding is refused", "RFC 9112 §6.1", 400,
            post("Transfer-Encoding: chunked", "Transfer-Encoding: chunked", body: "0\r\n\r\n")),
        .refuses(
            "coding.repeated-identity", "One of two codings is not chosen", "RFC 9112 §6.1", 400,
            post("Transfer-Encoding: chunked", "Transfer-encoding: identity", body: "0\r\n\r\n")),
        .refuses("coding.chunked-twice", "Chunked is applied once", "RFC 9112 §6.1", 400, coding("chunked, chunked")),
        .refuses("coding.chunked-not-last", "Chunked is last", "RFC 9112 §6.3", 400, coding("chunked, gzip")),
        .refuses("coding.identity", "Identity is no coding any more", "RFC 9112 §6.1", 400, coding("identity")),
        .refuses(
            "coding.chunked-identity", "Identity after chunked is refused", "RFC 9112 §6.3", 400,
            coding("chunked, identity")),
        .refuses(
            "coding.unknown", "A last coding that is unknown is refused", "RFC 9112 §6.3", 400, coding("xchunked")),
        .refuses(
            "coding.gzip", "A body that ends with its connection is no request", "RFC 9112 §6.3", 400, coding("gzip")),
        .refuses(
            "coding.gzip-chunked", "A coding before chunked is not supported", "RFC 9112 §6.1", 501,
            coding("gzip, chunked")),
        .refuses(
            "coding.unknown-chunked", "An unknown coding before chunked is not supported", "RFC 9112 §6.1", 501,
            coding("x, chunked")),
        .refuses("coding.parameter", "Chunked has no parameters", "RFC 9112 §7", 400, coding("chunked;q=1")),
        .refuses("coding.quoted", "Chunked has no quotes", "RFC 9112 §7", 400, coding("\"chunked\"")),
        .refuses("coding.empty", "A coding is not empty", "RFC 9112 §6.1", 400, coding("")),
        .refuses(
            "coding.comma-before", "An empty element before chunked is refused", "RFC 9110 §5.6.1", 400,
            coding(", chunked")),
        .refuses(
            "coding.comma-after", "An empty element after chunked is refused", "RFC 9110 §5.6.1", 400,
            coding("chunked,")),
        .refuses("coding.space-inside", "Chunked has no space inside", "RFC 9112 §7", 400, coding("chun ked")),
        .refuses(
            "coding.vertical-tab", "Vertical tab is no white space", "RFC 9110 §5.6.3", 400, coding("\u{B}chunked")),
        .refuses("coding.nul", "NUL does not end a coding", "RFC 9110 §5.5", 400, coding("chunked\u{0}")),
        .refuses("coding.not-ascii", "A space above ASCII is none", "RFC 9110 §5.6.3", 400, coding("\u{A0}chunked")),
        .refuses(
            "coding.space-before-colon", "Transfer-Encoding has no space before its colon", "RFC 9112 §5.1", 400,
            post("Transfer-Encoding : chunked", body: "0\r\n\r\n")),
        .refuses(
            "coding.folded", "Transfer-Encoding is not folded", "RFC 9112 §5.2", 400,
            post("Transfer-Encoding:\r\n chunked", body: "0\r\n\r\n")),
        .refuses(
            "coding.bare-cr", "A bare CR hides no coding", "RFC 9112 §2.2", 400,
            post("X: y\rTransfer-Encoding: chunked", body: "0\r\n\r\n")),
        .refuses(
            "coding.bare-lf", "A bare LF hides no coding", "RFC 9112 §2.2", 400,
            post("X: y\nTransfer-Encoding: chunked", body: "0\r\n\r\n")),
        .refuses(
            "coding.1.0", "HTTP/1.0 has no Transfer-Encoding", "RFC 9112 §6.1", 400,
            "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        .forwards("coding.case", "Codings have no case", "RFC 9112 §7", coding("ChUnKeD"), [.content("hello")]),
        .forwards(
            "coding.get", "A GET may be chunked", "RFC 9110 §9.3.1",
            get("Transfer-Encoding: chunked") + "5\r\nhello\r\n0\r\n\r\n", [.content("hello")]),
    ]
}
