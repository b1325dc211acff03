import TestSupport

extension ConformanceCase {
    private static let long = String(repeating: "x", count: 70_000)
    private static let head = "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n"
    private static let old = "GET / HTTP/1.0\r\nHost: a\r\n\r\n"
    private static let wanting = get("TE: trailers")

    private static func bad(
        _ id: String, _ rule: String, _ source: String, _ bytes: String, then steps: [FakeAnswer.Step] = []
    ) -> Self {
        rejects("answer.\(id)", rule, source, bytes, then: steps)
    }

    /// RFC 9112 sections 4 and 5: status lines and fields of a target.
    static let answerHeads: [ConformanceCase] = [
        bad("garbage", "What is not HTTP is no answer", "RFC 9112 §4", "garbage\r\n\r\n"),
        bad("http-0.9", "An answer without a head is none", "RFC 9112 §4", "<html></html>", then: [.close]),
        bad("empty", "A connection that ends without an answer is none", "RFC 9112 §8", "", then: [.close]),
        bad("cut", "A head that breaks off is none", "RFC 9112 §8", "HTTP/1.1 200 OK\r\nX: y\r\n", then: [.close]),
        bad("version-2", "The version is HTTP/1", "RFC 9112 §2.3", answer().replacing("HTTP/1.1", with: "HTTP/2.0")),
        bad("version-case", "The name of the protocol is in capitals", "RFC 9112 §2.3", "http/1.1 200 OK\r\n\r\n"),
        bad("status-short", "A status has three digits", "RFC 9112 §4", answer(status: "99 X")),
        bad("status-long", "A status has no more than three digits", "RFC 9112 §4", answer(status: "2000 X")),
        bad("status-letters", "A status is a number", "RFC 9112 §4", answer(status: "2x0 X")),
        bad("status-sign", "A status has no sign", "RFC 9112 §4", answer(status: "+20 X")),
        bad("status-600", "A status is below 600", "RFC 9110 §15", answer(status: "600 X")),
        bad("status-000", "A status is from 100", "RFC 9110 §15", answer(status: "000 X")),
        bad("two-spaces", "One space stands before the status", "RFC 9112 §4", answer(status: " 200 OK")),
        bad("reason-control", "A reason has no controls", "RFC 9112 §4", answer(status: "200 O\u{1}K")),
        bad("bare-lf", "Lines end with CRLF", "RFC 9112 §2.2", "HTTP/1.1 200 OK\nContent-Length: 0\n\n"),
        bad("field-bare-lf", "Fields end with CRLF", "RFC 9112 §2.2", answer("X: y\nContent-Length: 0")),
        bad("field-bare-cr", "Fields have no bare CR", "RFC 9112 §2.2", answer("X: y\rContent-Length: 0")),
        bad("field-fold", "A folded line is refused", "RFC 9112 §5.2", answer("X: a\r\n b", "Content-Length: 0")),
        bad("field-space", "No space stands before the colon", "RFC 9112 §5.1", answer("X : a", "Content-Length: 0")),
        bad("field-empty-name", "A field has a name", "RFC 9112 §5", answer(": a", "Content-Length: 0")),
        bad("field-no-colon", "A field has a colon", "RFC 9112 §5", answer("X", "Content-Length: 0")),
        bad("field-nul", "A value has no NUL", "RFC 9110 §5.5", answer("X: a\u{0}", "Content-Length: 0")),
        bad("field-name", "A name is a token", "RFC 9110 §5.1", answer("X\u{E9}: a", "Content-Length: 0")),
        bad("too-large", "A head has a limit", "RFC 9110 §2.3", answer("X: \(long)", "Content-Length: 0")),
        bad(
            "too-many", "Fields have a limit", "RFC 9110 §2.3",
            answer(String(repeating: "X: y\r\n", count: 500) + "X: y")),
        bad(
            "endless", "A head without an end has an end", "RFC 9110 §2.3", "HTTP/1.1 200 OK\r\n",
            then: [.endless(octets("X: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n"))]),
        bad(
            "endless-interim", "Interim answers without an end are none", "RFC 9110 §15.2", "",
            then: [.endless(octets("HTTP/1.1 103 X\r\n\r\n"))]),
        bad(
            "switching", "101 comes to those who ask for it", "RFC 9110 §15.2.2",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"),
        .rejects(
            "answer.switching-asked", "101 comes to nobody: Upgrade does not go along", "RFC 9110 §7.8",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", to: get("Connection: Upgrade", "Upgrade: x")),
        .delivers(
            "answer.no-reason", "A reason may be missing", "RFC 9112 §4", 200,
            "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok",
            [.has("HTTP/1.1 200 "), .content("ok")]),
        .delivers(
            "answer.minor-version", "A later minor version is processed as HTTP/1.1", "RFC 9110 §2.5", 200,
            "HTTP/1.3 200 OK\r\nContent-Length: 2\r\n\r\nok", [.has("HTTP/1.1 200 OK"), .content("ok")]),
        .delivers(
            "answer.order", "Order and repetition of fields are kept", "RFC 9110 §5.3", 200,
            answer("B: 1", "Set-Cookie: a=1", "A: 2", "Set-Cookie: b=2", "B: 3", "Content-Length: 0"),
            [.order(["B: 1", "Set-Cookie: a=1", "A: 2", "Set-Cookie: b=2", "B: 3"])]),
        .delivers(
            "answer.hops", "Fields of one connection stay there", "RFC 9110 §7.6.1", 200,
            answer(
                "Connection: X-Hop, keep-alive", "X-Hop: 1", "Keep-Alive: timeout=5", "Proxy-Connection: x",
                "Content-Length: 0"),
            [.lacks("X-Hop"), .lacks("Keep-Alive"), .lacks("Connection"), .lacks("Proxy-Connection")]),
        .delivers(
            "answer.date-added", "Date is added where it is missing, and Via always", "RFC 9110 §6.6.1", 200,
            answer("Content-Length: 0"), [.names("Date"), .names("Via")]),
        .delivers(
            "answer.date", "Date of the target stays", "RFC 9110 §6.6.1", 200,
            answer("Date: Sun, 06 Nov 1994 08:49:37 GMT", "Content-Length: 0"),
            [.has("Date: Sun, 06 Nov 1994 08:49:37 GMT")]),
        .delivers(
            "answer.obs-text", "Octets above ASCII go on as they are", "RFC 9110 §5.5", 200,
            answer("X: caf\u{E9}", "Content-Length: 0"), [.has("X: caf\u{E9}")]),
    ]

    /// RFC 9112 section 6: where an answer ends.
    static let answerFraming: [ConformanceCase] = [
        bad(
            "length-repeated", "A repeated Content-Length is refused", "RFC 9110 §8.6",
            answer("Content-Length: 1", "Content-Length: 1", body: "a")),
        bad(
            "length-differing", "Differing Content-Lengths are refused", "RFC 9112 §6.3",
            answer("Content-Length: 1", "Content-Length: 2", body: "a")),
        bad("length-list", "A list of lengths is refused", "RFC 9110 §8.6", answer("Content-Length: 1, 1", body: "a")),
        bad("length-sign", "A length has no sign", "RFC 9110 §8.6", answer("Content-Length: +1", body: "a")),
        bad("length-minus", "A length is not negative", "RFC 9110 §8.6", answer("Content-Length: -1")),
        bad("length-hexadecimal", "A length is decimal", "RFC 9110 §8.6", answer("Content-Length: 0x1", body: "a")),
        bad("length-empty", "A length is not empty", "RFC 9110 §8.6", answer("Content-Length:", body: "a")),
        bad(
            "length-overflow", "A length does not overflow", "RFC 9110 §8.6",
            answer("Content-Length: 18446744073709551617", body: "a")),
        bad(
            "length-coding", "Content-Length and Transfer-Encoding exclude each other", "RFC 9112 §6.1",
            answer("Content-Length: 5", "Transfer-Encoding: chunked", body: "0\r\n\r\n")),
        bad("coding-unknown", "A coding is chunked", "RFC 9112 §6.1", answer("Transfer-Encoding: gzip", body: "a")),
        bad(
            "coding-not-last", "Chunked is last", "RFC 9112 §6.3", answer("Transfer-Encoding: chunked, gzip", body: "a")
        ),
        bad(
            "coding-gzip", "A coding before chunked is not supported", "RFC 9112 §6.1",
            answer("Transfer-Encoding: gzip, chunked", body: "0\r\n\r\n")),
        bad(
            "coding-repeated", "A repeated Transfer-Encoding is refused", "RFC 9112 §6.1",
            answer("Transfer-Encoding: chunked", "Transfer-Encoding: chunked", body: "0\r\n\r\n")),
        bad(
            "coding-identity", "Identity is no coding any more", "RFC 9112 §6.1",
            answer("Transfer-Encoding: identity", body: "a")),
        bad(
            "coding-1.0", "HTTP/1.0 has no Transfer-Encoding", "RFC 9112 §6.1",
            "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        bad(
            "chunk-garbage", "Bad chunks beside the head are 502", "RFC 9112 §7.1",
            answer("Transfer-Encoding: chunked", body: "zz\r\nhello")),
        bad(
            "chunk-then-garbage", "So is garbage after good chunks, while nothing has left", "RFC 9112 §7.1",
            answer("Transfer-Encoding: chunked", body: "5\r\nhello\r\ngarbage")),
        bad(
            "chunk-sign", "A chunk size has no sign", "RFC 9112 §7.1",
            answer("Transfer-Encoding: chunked", body: "+5\r\nhello\r\n0\r\n\r\n")),
        bad(
            "chunk-space", "A chunk size has no space", "RFC 9112 §7.1",
            answer("Transfer-Encoding: chunked", body: "5 \r\nhello\r\n0\r\n\r\n")),
        bad(
            "chunk-bare-lf", "A chunk size ends with CRLF", "RFC 9112 §7.1",
            answer("Transfer-Encoding: chunked", body: "5\nhello\r\n0\r\n\r\n")),
        bad(
            "chunk-overflow", "A chunk size does not overflow", "RFC 9112 §7.1",
            answer("Transfer-Encoding: chunked", body: "10000000000000005\r\nhello\r\n0\r\n\r\n")),
        bad(
            "chunk-no-crlf", "A chunk ends with CRLF", "RFC 9112 §7.1",
            answer("Transfer-Encoding: chunked", body: "5\r\nhelloX\r\n0\r\n\r\n")),
        bad(
            "trailer-bad", "A trailer is a field", "RFC 9112 §7.1.2",
            answer("Transfer-Encoding: chunked", body: "5\r\nhello\r\n0\r\nX y\r\n\r\n")),
        .breaks(
            "answer.length-cut", "A body that is too short is broken", "RFC 9112 §8",
            answer("Content-Length: 10", body: "abc"), then: [.close]),
        .breaks(
            "answer.length-reset", "A body that is reset is broken", "RFC 9112 §8",
            answer("Content-Length: 10", body: "abc"), then: [.pause(.milliseconds(20)), .reset]),
        .breaks(
            "answer.chunk-cut", "A chunk that breaks off is broken", "RFC 9112 §8",
            answer("Transfer-Encoding: chunked", body: "5\r\nab"), then: [.close]),
        .breaks(
            "answer.chunks-cut", "Chunks without a last one are broken", "RFC 9112 §8",
            answer("Transfer-Encoding: chunked", body: "5\r\nhello\r\n"), then: [.close]),
        .breaks(
            "answer.trailer-cut", "A trailer that breaks off is broken", "RFC 9112 §8",
            answer("Transfer-Encoding: chunked", body: "0\r\nX: y\r\n"), then: [.close]),
        .breaks(
            "answer.chunks-then-garbage", "Garbage after what has left breaks the message", "RFC 9112 §7.1",
            answer("Transfer-Encoding: chunked", body: "5\r\nhello\r\n"),
            then: [.pause(.milliseconds(50)), .bytes(octets("garbage\r\n"))]),
        .breaks(
            "answer.close-reset", "A reset is not the end that a close is", "RFC 9112 §8", answer(body: "part"),
            then: [.pause(.milliseconds(50)), .reset]),
        .breaks(
            "answer.close-reset-1.0", "Not for HTTP/1.0 either, which sees a reset", "RFC 9112 §8",
            answer(body: "part"),
            then: [.pause(.milliseconds(50)), .reset], to: old),
        .breaks(
            "answer.chunks-cut-1.0", "HTTP/1.0 sees broken chunks as a reset", "RFC 9112 §8",
            answer("Transfer-Encoding: chunked", body: "5\r\nhello\r\n"), then: [.pause(.milliseconds(50)), .close],
            to: old),
    ]

    /// RFC 9110 sections 6.4, 9.3.2 and 15: what an answer has, and what becomes of it.
    static let answers: [ConformanceCase] = [
        .delivers(
            "body.length", "An answer with a length goes on as it is", "RFC 9112 §6.3", 200,
            answer("Content-Length: 5", body: "hello"), [.has("Content-Length: 5"), .body("hello"), .keepsTarget(true)]),
        .delivers(
            "body.chunked", "So does one in chunks", "RFC 9112 §7.1", 200,
            answer("Transfer-Encoding: chunked", body: "5;a=b\r\nhello\r\n0\r\n\r\n"),
            [.has("Transfer-Encoding: chunked"), .content("hello"), .keepsTarget(true)]),
        .delivers(
            "body.close", "One that ends with its connection goes on in chunks", "RFC 9112 §6.3", 200,
            answer(body: "hello"), [.has("Transfer-Encoding: chunked"), .content("hello"), .keepsTarget(false)],
            then: [.close]),
        .delivers(
            "body.close-1.0", "To HTTP/1.0 it ends with the connection", "RFC 9112 §6.3", 200, answer(body: "hello"),
            [.has("Connection: close"), .lacks("Transfer-Encoding"), .body("hello")], then: [.close], to: old),
        .delivers(
            "body.chunked-1.0", "Chunks are taken off for HTTP/1.0", "RFC 9112 §7", 200,
            answer(
                "Transfer-Encoding: chunked", "Trailer: X", body: "5\r\nhello\r\n6;a\r\n world\r\n0\r\nX: y\r\n\r\n"),
            [.has("Connection: close"), .lacks("Transfer-Encoding"), .lacks("Trailer"), .body("hello world")], to: old),
        .delivers(
            "body.length-1.0", "HTTP/1.0 keeps its connection where it asks to", "RFC 9112 §9.3", 200,
            answer("Content-Length: 2", body: "ok"), [.has("Connection: keep-alive"), .content("ok")],
            to: "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"),
        .delivers(
            "body.length-1.0-close", "HTTP/1.0 closes where it does not", "RFC 9112 §9.3", 200,
            answer("Content-Length: 2", body: "ok"), [.has("Connection: close")], to: old),
        .delivers(
            "body.target-1.0", "A target of HTTP/1.0 ends with its connection", "RFC 9112 §9.3", 200,
            "HTTP/1.0 200 OK\r\n\r\nhello",
            [.has("HTTP/1.1 200 OK"), .has("Transfer-Encoding: chunked"), .content("hello")], then: [.close]),
        .delivers(
            "body.target-1.0-length", "It closes unless it says otherwise", "RFC 9112 §9.3", 200,
            "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", [.content("ok"), .keepsTarget(false)]),
        .delivers(
            "body.target-1.0-kept", "It may keep its connection", "RFC 9112 §9.3", 200,
            "HTTP/1.0 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nok",
            [.content("ok"), .keepsTarget(true), .lacks("Keep-Alive")]),
        .delivers(
            "body.target-close", "A target that says close is not asked again", "RFC 9112 §9.6", 200,
            answer("Content-Length: 2", "Connection: close", body: "ok"),
            [.content("ok"), .keepsTarget(false), .lacks("Connection")]),
        .delivers(
            "body.head", "An answer to HEAD has no content, whatever it says", "RFC 9110 §9.3.2", 200,
            answer("Content-Length: 500"), [.has("Content-Length: 500"), .body(""), .keepsTarget(true)], to: head),
        .delivers(
            "body.head-chunked", "Nor has one in chunks", "RFC 9110 §9.3.2", 200, answer("Transfer-Encoding: chunked"),
            [.body(""), .keepsTarget(true)], to: head),
        .delivers(
            "body.head-content", "Content that comes all the same is thrown away with its connection", "RFC 9112 §6.3",
            200, answer("Content-Length: 5", body: "hello"), [.body(""), .keepsTarget(false)], to: head),
        .delivers(
            "body.204", "204 has no content and no length", "RFC 9110 §8.6", 204,
            answer("Content-Length: 5", status: "204 No Content"),
            [.lacks("Content-Length"), .body(""), .keepsTarget(true)]),
        .delivers(
            "body.204-chunked", "204 has no coding", "RFC 9112 §6.1", 204,
            answer("Transfer-Encoding: chunked", status: "204 No Content", body: "0\r\n\r\n"),
            [.lacks("Transfer-Encoding"), .body(""), .keepsTarget(false)]),
        .delivers(
            "body.304", "304 has no content and may have a length", "RFC 9110 §15.4.5", 304,
            answer("Content-Length: 5", "ETag: \"a\"", status: "304 Not Modified"),
            [.has("Content-Length: 5"), .has("ETag: \"a\""), .body(""), .keepsTarget(true)]),
        .delivers(
            "body.extra", "Bytes after the end reach nobody", "RFC 9112 §9.2", 200,
            answer("Content-Length: 2", body: "ok") + answer("Content-Length: 4", body: "evil"),
            [.content("ok"), .keepsTarget(false)]),
        .delivers(
            "body.extra-chunked", "Nor do bytes after the last chunk", "RFC 9112 §9.2", 200,
            answer("Transfer-Encoding: chunked", body: "2\r\nok\r\n0\r\n\r\n")
                + answer("Content-Length: 4", body: "evil"), [.content("ok"), .keepsTarget(false)]),
        .delivers(
            "body.trailers", "Trailers go to a client that takes them", "RFC 9110 §6.5", 200,
            answer("Transfer-Encoding: chunked", "Trailer: X", body: "2\r\nok\r\n0\r\nX: y\r\n\r\n"),
            [.body("2\r\nok\r\n0\r\nX: y\r\n\r\n"), .has("Trailer: X"), .lacks("X"), .keepsTarget(true)], to: wanting),
        .delivers(
            "body.trailers-dropped", "Others do not get them", "RFC 9110 §6.5.1", 200,
            answer("Transfer-Encoding: chunked", "Trailer: X", body: "2\r\nok\r\n0\r\nX: y\r\n\r\n"),
            [.body("2\r\nok\r\n0\r\n\r\n"), .lacks("Trailer"), .lacks("X"), .keepsTarget(true)]),
        .delivers(
            "body.trailers-forbidden", "What must be known before the content never trails", "RFC 9110 §6.5.1", 200,
            answer(
                "Transfer-Encoding: chunked",
                body: "2\r\nok\r\n0\r\nSet-Cookie: a=b\r\nContent-Length: 9\r\nX: y\r\nCache-Control: public\r\n\r\n"),
            [.body("2\r\nok\r\n0\r\nX: y\r\n\r\n")], to: wanting),
        .delivers(
            "interim.hints", "103 goes before the answer", "RFC 8297 §2", 200,
            "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + ok, [.content("ok"), .lacks("Link"), .keepsTarget(true)]),
        .delivers(
            "interim.1.0", "HTTP/1.0 gets no interim answers", "RFC 9110 §15.2", 200,
            "HTTP/1.1 103 X\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + ok, [.has("HTTP/1.1 200 OK"), .content("ok")],
            to: old),
        .delivers(
            "interim.unknown", "Other interim answers pass as well", "RFC 9110 §15.2", 200,
            "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 199 X\r\n\r\n" + ok, [.content("ok"), .keepsTarget(true)]),
    ]
}
