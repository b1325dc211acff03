import HTTPWire
import NIOCore
import Testing

@Suite struct `Request heads` {
    @Test(arguments: [
        ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "get GET origin / - a http11 none true host:Host=a"),
        (
            "GET /a/b?x=1&y=%20 HTTP/1.1\r\nhost:\t a:80 \t\r\n\r\n",
            "get GET origin /a/b x=1&y=%20 a:80 http11 none true host:host=a:80"
        ),
        ("GET /? HTTP/1.1\r\nHost: a\r\n\r\n", "get GET origin /  a http11 none true host:Host=a"),
        ("\r\nHEAD / HTTP/1.1\r\nHost: a\r\n\r\n", "head HEAD origin / - a http11 none true host:Host=a"),
        (
            "GET http://A.example:80/p?q HTTP/1.1\r\nHost: a.EXAMPLE\r\n\r\n",
            "get GET absolute /p q A.example:80 http11 none true host:Host=a.EXAMPLE"
        ),
        (
            "GET https://a HTTP/1.1\r\nHost: a:443\r\n\r\n",
            "get GET absolute  - a http11 none true host:Host=a:443"
        ),
        ("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "options OPTIONS asterisk * - a http11 none true host:Host=a"),
        (
            "PROPFIND / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n",
            "other PROPFIND origin / - [::1]:8080 http11 none true host:Host=[::1]:8080"
        ),
        ("get / HTTP/1.1\r\nHost: a\r\n\r\n", "other get origin / - a http11 none true host:Host=a"),
        ("GET / HTTP/1.0\r\n\r\n", "get GET origin / - - http10 none false "),
        (
            "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n",
            "get GET origin / - - http10 none true connection:Connection=Keep-Alive"
        ),
        (
            "GET / HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n",
            "get GET origin / - a http11 none false host:Host=a|connection:Connection=x, Close"
        ),
        (
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0012\r\n\r\n",
            "post POST origin / - a http11 length(12) true host:Host=a|contentLength:Content-Length=0012"
        ),
        (
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
            "post POST origin / - a http11 none true host:Host=a|contentLength:Content-Length=0"
        ),
        (
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n",
            "post POST origin / - a http11 chunked true host:Host=a|transferEncoding:Transfer-Encoding=Chunked"
        ),
        (
            "GET / HTTP/1.1\r\nHost: a\r\nX:\r\nY: \u{e9}\tb\r\nFicus-Leg: z\r\nficus-other: 1\r\nX-Forwarded-Port: 1\r\n\r\n",
            "get GET origin / - a http11 none true host:Host=a|other:X=|other:Y=\u{e9}\tb|ficusLeg:Ficus-Leg=z"
                + "|ficusOther:ficus-other=1|xForwardedOther:X-Forwarded-Port=1"
        ),
    ])
    func `that are valid are read into their parts`(text: String, expected: String) throws {
        #expect(try request(text).map(describe) == expected)
    }

    static let host = "Host: a\r\n"

    @Test(
        arguments: [
            // Request line
            ("GET  / HTTP/1.1\r\n\(host)\r\n", .targetInvalid), (" GET / HTTP/1.1\r\n\(host)\r\n", .methodInvalid),
            ("GET / HTTP/1.1 \r\n\(host)\r\n", .versionInvalid), ("GET /  HTTP/1.1\r\n\(host)\r\n", .versionInvalid),
            ("GET\t/ HTTP/1.1\r\n\(host)\r\n", .methodInvalid), ("GET /\tHTTP/1.1\r\n\(host)\r\n", .targetInvalid),
            ("G(T / HTTP/1.1\r\n\(host)\r\n", .methodInvalid), ("GET\r\n\r\n", .methodInvalid),
            ("GET /\r\n\r\n", .versionInvalid), ("GET / \r\n\r\n", .versionInvalid),
            ("GET /a b HTTP/1.1\r\n\(host)\r\n", .versionInvalid), ("GET /#f HTTP/1.1\r\n\(host)\r\n", .targetInvalid),
            ("GET /?a#f HTTP/1.1\r\n\(host)\r\n", .targetInvalid),
            ("GET /\u{e9} HTTP/1.1\r\n\(host)\r\n", .targetInvalid),
            ("GET /\u{0} HTTP/1.1\r\n\(host)\r\n", .targetInvalid),
            ("GET /\u{7F} HTTP/1.1\r\n\(host)\r\n", .targetInvalid),
            ("GET a HTTP/1.1\r\n\(host)\r\n", .targetFormInvalid),
            ("GET * HTTP/1.1\r\n\(host)\r\n", .targetFormInvalid),
            ("OPTIONS *a HTTP/1.1\r\n\(host)\r\n", .targetFormInvalid),
            ("GET a:80 HTTP/1.1\r\n\(host)\r\n", .targetFormInvalid),
            ("GET ftp://a/ HTTP/1.1\r\n\(host)\r\n", .targetFormInvalid),
            ("CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n", .connectUnsupported),
            ("\r\n\r\nGET / HTTP/1.1\r\n\(host)\r\n", .methodInvalid),
            ("\nGET / HTTP/1.1\r\n\(host)\r\n", .bareLineFeed),
            ("\rGET / HTTP/1.1\r\n\(host)\r\n", .bareCarriageReturn), ("GET / HTTP/1.1\n\(host)\r\n", .bareLineFeed),
            ("GET / HTTP/1.1\r\(host)\r\n", .bareCarriageReturn), ("GET /\n\n", .bareLineFeed),
            ("GET / HTTP/2.0\r\n\(host)\r\n", .versionUnsupported),
            ("GET / HTTP/0.9\r\n\(host)\r\n", .versionUnsupported), ("GET / HTTP/1.10\r\n\(host)\r\n", .versionInvalid),
            ("GET / http/1.1\r\n\(host)\r\n", .versionInvalid), ("GET / HTTP/1,1\r\n\(host)\r\n", .versionInvalid),
            ("GET / HTTP/11\r\n\(host)\r\n", .versionInvalid), ("GET / HTTP/+1.1\r\n\(host)\r\n", .versionInvalid),
            ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .versionUnsupported),
        ] as [(String, WireError)])
    func `with a bad request line are refused`(text: String, error: WireError) {
        #expect(throws: error) { try request(text) }
    }

    @Test(
        arguments: [
            ("X : 1\r\n", .spaceBeforeColon), ("X\t: 1\r\n", .spaceBeforeColon), (": 1\r\n", .fieldNameEmpty),
            (" X: 1\r\n", .foldedLine), ("X: 1\r\n Y: 2\r\n", .foldedLine), ("X: 1\r\n\tfold\r\n", .foldedLine),
            ("X\r\n", .fieldNameInvalid), ("X(: 1\r\n", .fieldNameInvalid), ("X\u{0}: 1\r\n", .fieldNameInvalid),
            ("\u{e9}: 1\r\n", .fieldNameInvalid), ("X\"y: 1\r\n", .fieldNameInvalid),
            ("X: a\u{0}b\r\n", .fieldValueInvalid),
            ("X: a\u{1}\r\n", .fieldValueInvalid), ("X: a\u{7F}\r\n", .fieldValueInvalid),
            ("X: a\u{B}b\r\n", .fieldValueInvalid), ("X: a\rb\r\n", .bareCarriageReturn),
            ("X: a\r\rb\r\n", .bareCarriageReturn), ("X: a\nY: b\r\n", .bareLineFeed), ("X: a\n\r\n", .bareLineFeed),
            ("X\n: a\r\n", .bareLineFeed), ("X\ry: a\r\n", .bareCarriageReturn), ("\n", .bareLineFeed),
            ("\rX: a\r\n", .bareCarriageReturn), ("X: a long value without end\u{2}\r\n", .fieldValueInvalid),
        ] as [(String, WireError)])
    func `with a bad field line are refused`(line: String, error: WireError) {
        #expect(throws: error) { try request("GET / HTTP/1.1\r\nHost: a\r\n\(line)\r\n") }
        #expect(throws: error) { try response("HTTP/1.1 200 OK\r\nDate: a\r\n\(line)\r\n") }
    }

    @Test(
        arguments: [
            ("GET / HTTP/1.1\r\n\r\n", .hostMissing), ("GET http://a/ HTTP/1.1\r\n\r\n", .hostMissing),
            ("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", .hostRepeated),
            ("GET / HTTP/1.0\r\nHost: a\r\nhost: b\r\n\r\n", .hostRepeated),
            ("GET / HTTP/1.1\r\nHost:\r\n\r\n", .hostInvalid), ("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", .hostInvalid),
            ("GET / HTTP/1.1\r\nHost: a,b\r\n\r\n", .hostInvalid),
            ("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", .hostInvalid),
            ("GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", .hostInvalid),
            ("GET / HTTP/1.1\r\nHost: a:b\r\n\r\n", .hostInvalid),
            ("GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n", .hostInvalid),
            ("GET / HTTP/1.1\r\nHost: :80\r\n\r\n", .hostInvalid),
            ("GET / HTTP/1.1\r\nHost: a:-1\r\n\r\n", .hostInvalid),
            ("GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", .hostInvalid),
            ("GET / HTTP/1.1\r\nHost: [::g]\r\n\r\n", .hostInvalid),
            ("GET / HTTP/1.1\r\nHost: []\r\n\r\n", .hostInvalid),
            ("GET / HTTP/1.1\r\nHost: [::1]x\r\n\r\n", .hostInvalid),
            ("GET / HTTP/1.1\r\nHost: a?b\r\n\r\n", .hostInvalid),
            ("GET http://a/ HTTP/1.1\r\nHost: b@c\r\n\r\n", .hostInvalid),
            ("GET http:/// HTTP/1.1\r\nHost: a\r\n\r\n", .hostInvalid),
            ("GET http://u:p@a/ HTTP/1.1\r\nHost: a\r\n\r\n", .hostInvalid),
        ] as [(String, WireError)])
    func `with a bad host are refused`(text: String, error: WireError) {
        #expect(throws: error) { try request(text) }
    }

    @Test(
        arguments: [
            ("Content-Length: 1\r\nContent-Length: 1\r\n", .contentLengthRepeated),
            ("Content-Length: 1\r\nContent-Length: 2\r\n", .contentLengthRepeated),
            ("Content-Length: 1, 1\r\n", .contentLengthInvalid), ("Content-Length: +1\r\n", .contentLengthInvalid),
            ("Content-Length: -1\r\n", .contentLengthInvalid), ("Content-Length: 1 1\r\n", .contentLengthInvalid),
            ("Content-Length: 0x1\r\n", .contentLengthInvalid), ("Content-Length:\r\n", .contentLengthInvalid),
            ("Content-Length: 1.0\r\n", .contentLengthInvalid),
            ("Content-Length: 9223372036854775808\r\n", .contentLengthInvalid),
            ("Content-Length: 99999999999999999999999999\r\n", .contentLengthInvalid),
            ("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", .contentLengthWithTransferEncoding),
            ("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", .contentLengthWithTransferEncoding),
            ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", .transferEncodingRepeated),
            ("Transfer-Encoding: chunked, chunked\r\n", .transferEncodingInvalid),
            ("Transfer-Encoding: gzip, chunked\r\n", .transferEncodingUnsupported),
            ("Transfer-Encoding: chunked, gzip\r\n", .transferEncodingInvalid),
            ("Transfer-Encoding: gzip\r\n", .transferEncodingInvalid),
            ("Transfer-Encoding:\r\n", .transferEncodingInvalid),
            ("Transfer-Encoding: identity\r\n", .transferEncodingInvalid),
            ("Transfer-Encoding: xchunked\r\n", .transferEncodingInvalid),
            ("Transfer-Encoding: chunked;q=1\r\n", .transferEncodingInvalid),
            ("Transfer-Encoding: \"chunked\"\r\n", .transferEncodingInvalid),
            ("Transfer-Encoding: ,chunked\r\n", .transferEncodingInvalid),
        ] as [(String, WireError)])
    func `with ambiguous framing are refused both ways`(lines: String, error: WireError) {
        #expect(throws: error) { try request("POST / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n") }
        #expect(throws: error) { try response("HTTP/1.1 200 OK\r\n\(lines)\r\n") }
    }

    @Test func `of HTTP 1.0 have no Transfer-Encoding`() {
        #expect(throws: WireError.transferEncodingInHTTP10) {
            try request("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n")
        }
        #expect(throws: WireError.transferEncodingInHTTP10) {
            try response("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        }
    }

    @Test func `end at their limits`() throws {
        let limits = HeadLimits(headBytes: 200, fieldCount: 3, requestLineBytes: 50)
        let line = "GET /\(String(repeating: "a", count: 36)) HTTP/1.1"
        #expect(line.utf8.count == 50)
        #expect(try request("\(line)\r\nHost: a\r\n\r\n", limits: limits) != nil)
        #expect(throws: WireError.requestLineTooLong) {
            try request("GET /a\(line.dropFirst(5))\r\nHost: a\r\n\r\n", limits: limits)
        }
        #expect(throws: WireError.requestLineTooLong) {
            try request(String(repeating: "A", count: 60), limits: limits)
        }
        #expect(try request("GET / HTTP/1.1\r\nHost: a\r\nA: 1\r\nB: 2\r\n\r\n", limits: limits) != nil)
        #expect(throws: WireError.tooManyFields) {
            try request("GET / HTTP/1.1\r\nHost: a\r\nA: 1\r\nB: 2\r\nC: 3\r\n\r\n", limits: limits)
        }
        let start = "GET / HTTP/1.1\r\nHost: a\r\nA: "
        let filled = start + String(repeating: "x", count: 200 - 4 - start.utf8.count)
        #expect(try request("\(filled)\r\n\r\n", limits: limits) != nil)
        #expect(throws: WireError.headTooLarge) { try request("\(filled)x\r\n\r\n", limits: limits) }
        #expect(throws: WireError.headTooLarge) { try request("\(filled)xxxxx", limits: limits) }
    }

    @Test func `follow each other in one buffer and use one memory`() throws {
        var parser = RequestParser()
        var buffer = ByteBuffer(string: "")
        for number in 0..<5 { buffer.writeString("GET /\(number) HTTP/1.1\r\nHost: a\r\n\r\n") }
        for number in 0..<5 {
            let head = try #require(try parser.parse(&buffer))
            #expect(head.string(head.target.path) == "/\(number)")
            #expect(head.section.count == 1)
        }
        #expect(try parser.parse(&buffer) == nil)
        #expect(buffer.readableBytes == 0)
    }

    @Test func `give their fields by known and by any name`() throws {
        let head = try #require(
            try request("GET / HTTP/1.1\r\nHost: a\r\nX-Tenant: t\r\nIdempotency-Key: k\r\nx-tenant: u\r\n\r\n"))
        #expect(head.withValue(of: .idempotencyKey) { $0.count } == 1)
        #expect(head.withValue(of: .cookie) { $0.count } == nil)
        let name = Array("x-tenant".utf8)
        #expect(head.withValue(ofFieldNamed: name.span) { $0[0] } == UInt8(ascii: "t"))
        var seen = 0
        head.forEachField { _, _, _ in seen += 1 }
        #expect(seen == 4)
    }

    @Test(arguments: [
        ("HTTP/1.1", "Content-Length: 1\r\nExpect: 100-Continue\r\n", true),
        ("HTTP/1.1", "Expect: 100-continue\r\n", false),
        ("HTTP/1.0", "Content-Length: 1\r\nExpect: 100-continue\r\n", false),
        ("HTTP/1.0", "Content-Length: 1\r\nExpect: x\r\n", false),
        ("HTTP/1.1", "Content-Length: 1\r\nExpect: 100-continue, 100-continue\r\n", true),
    ])
    func `expect 100 only where RFC 9110 lets them`(version: String, lines: String, expected: Bool) throws {
        let head = try #require(try request("POST / \(version)\r\nHost: a\r\n\(lines)\r\n"))
        #expect(head.expectsContinue == expected)
    }

    @Test(
        arguments: [
            ("GET", "Expect: x", .expectationUnknown), ("GET", "Expect: 100-continue, x", .expectationUnknown),
            ("OPTIONS", "Max-Forwards: x", .maxForwardsInvalid), ("OPTIONS", "Max-Forwards:", .maxForwardsInvalid),
            ("TRACE", "Max-Forwards: -1", .maxForwardsInvalid),
            ("OPTIONS", "Max-Forwards: 1\r\nMax-Forwards: 1", .maxForwardsInvalid),
            ("GET", "Max-Forwards: x", nil),
        ] as [(String, String, WireError?)])
    func `with what cannot be met are refused`(method: String, line: String, error: WireError?) {
        let result = Result { try request("\(method) / HTTP/1.1\r\nHost: a\r\n\(line)\r\n\r\n") }
        switch result {
        case .success: #expect(error == nil)
        case .failure(let thrown): #expect(thrown as? WireError == error)
        }
    }

    @Test func `of a later minor version are read as HTTP 1 1`() throws {
        #expect(try request("GET / HTTP/1.2\r\nHost: a\r\n\r\n")?.version == .http11)
        #expect(try response("HTTP/1.9 200 OK\r\n\r\n")?.version == .http11)
    }

    @Test(arguments: [
        ("OPTIONS", "0", 0), ("OPTIONS", "1", 1), ("TRACE", "007", 7), ("OPTIONS", "99999999999999999999999", 255),
        ("GET", "3", nil),
    ])
    func `say how often they may be forwarded`(method: String, value: String, left: Int?) throws {
        let head = try request("\(method) / HTTP/1.1\r\nHost: a\r\nMax-Forwards: \(value)\r\n\r\n")
        #expect(head?.forwardsLeft == left)
    }

    @Test(arguments: [
        ("1.1 ficus", true), ("1.0 a, 1.1 FICUS (x)", true), ("HTTP/1.1\tficus", true), ("1.1 ficus-2", false),
        ("1.1 a (1.1 ficus)", false), ("ficus", false), ("1.1 ficus:80", false), ("", false), (", ,1.1  ficus ,", true),
    ])
    func `show whether they have been here`(value: String, expected: Bool) throws {
        let head = try #require(try request("GET / HTTP/1.1\r\nHost: a\r\nVia: 1.1 x\r\nVia: \(value)\r\n\r\n"))
        #expect(ViaName("ficus").hasForwarded(head) == expected)
    }

    @Test func `come from proxies that know themselves`() {
        #expect(ViaName.unique().name != ViaName.unique().name)
        #expect(ViaName.unique().name.utf8.count == 14)
    }
}
