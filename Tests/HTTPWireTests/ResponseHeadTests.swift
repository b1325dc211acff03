import HTTPWire
import Testing

@Suite struct `Response heads` {
    @Test(arguments: [
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n",
            "200 OK http11 length(3) true contentLength:Content-Length=3"
        ),
        ("HTTP/1.1 404 \r\n\r\n", "404  http11 untilClose true "),
        ("HTTP/1.1 404\r\n\r\n", "404  http11 untilClose true "),
        ("HTTP/1.0 200 All is \u{e9} well\r\n\r\n", "200 All is \u{e9} well http10 untilClose false "),
        (
            "HTTP/1.1 204 No Content\r\nContent-Length: 7\r\n\r\n",
            "204 No Content http11 none true contentLength:Content-Length=7"
        ),
        ("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", "103 Early Hints http11 none true other:Link=</a>"),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
            "200 OK http11 chunked false transferEncoding:Transfer-Encoding=chunked|connection:Connection=close"
        ),
    ])
    func `that are valid are read into their parts`(text: String, expected: String) throws {
        #expect(try response(text).map(describe) == expected)
    }

    @Test(
        arguments: [
            ("HTTP/1.1 99 X\r\n\r\n", .statusLineInvalid), ("HTTP/1.1 099 X\r\n\r\n", .statusLineInvalid),
            ("HTTP/1.1 600 X\r\n\r\n", .statusLineInvalid), ("HTTP/1.1 2000 X\r\n\r\n", .statusLineInvalid),
            ("HTTP/1.1  200 X\r\n\r\n", .statusLineInvalid), ("HTTP/1.1 20x X\r\n\r\n", .statusLineInvalid),
            ("HTTP/1.1 200 X\u{0}\r\n\r\n", .statusLineInvalid), ("HTTP/1.1 200 X\n\r\n", .bareLineFeed),
            ("HTTP/1.1 200 X\rY\r\n\r\n", .bareCarriageReturn), ("HTTP/1.1 200\n", .bareLineFeed),
            ("HTTP/2 200\r\n\r\n", .versionInvalid), ("HTTP/2.0 200 X\r\n\r\n", .versionUnsupported),
            ("ICY 200 OK\r\n\r\n", .versionInvalid), ("\r\nHTTP/1.1 200 OK\r\n\r\n", .versionInvalid),
        ] as [(String, WireError)])
    func `with a bad status line are refused`(text: String, error: WireError) {
        #expect(throws: error) { try response(text) }
    }

    @Test(
        arguments: [
            (200, .head, .none), (304, .get, .none), (204, .get, .none), (100, .get, .none), (200, .get, .length(5)),
        ] as [(Int, Method, BodyFraming)])
    func `have no body where RFC 9112 section 6.3 says so`(status: Int, method: Method, framing: BodyFraming) throws {
        let head = try #require(try response("HTTP/1.1 \(status) X\r\nContent-Length: 5\r\n\r\n"))
        #expect(head.framing(answering: method) == framing)
    }
}
