import HTTPWire
import NIOCore
import Testing

@Suite struct `A request on its way to a target` {
    static let identity = ["X-Request-Id", "traceparent"]

    /// The lines that the target gets, without the generated ids.
    static func forward(
        _ text: String, trusted: Bool = false, change: (inout RequestForwarding) -> Void = { _ in }
    ) throws -> [String] {
        let head = try #require(try request(text))
        var source = IdentitySource(seed: 1)
        var forwarding = RequestForwarding(
            peer: ForwardingPeer(try SocketAddress(ipAddress: "192.0.2.1", port: 5), isTrusted: trusted),
            identity: ExchangeIdentity(of: head, isTrusted: trusted, from: &source))
        forwarding.defaultHost = Array("10.0.0.1:3000".utf8)
        change(&forwarding)
        var output = ByteBuffer()
        forwarding.write(head, to: &output)
        return lines(output)
    }

    static let client = [
        "Via: 1.1 ficus", "X-Forwarded-For: 192.0.2.1", "X-Forwarded-Proto: http", "X-Forwarded-Host: a",
        "Forwarded: for=192.0.2.1;host=\"a\";proto=http",
    ]

    static func withoutIDs(_ lines: [String]) -> [String] {
        lines.filter { line in !Self.identity.contains { line.hasPrefix($0 + ":") } }
    }

    @Test func `keeps order, repetition and spelling of its fields`() throws {
        let sent = try Self.forward("GET /a?b HTTP/1.1\r\nHost: a\r\nAccept:x\r\nx-A:  1 \r\nX-a: 2\r\nX-B:\r\n\r\n")
        #expect(
            Self.withoutIDs(sent)
                == ["GET /a?b HTTP/1.1", "Host: a", "Accept:x", "x-A:  1 ", "X-a: 2", "X-B:"] + Self.client)
        #expect(sent.count { $0.hasPrefix("X-Request-Id: ") && $0.utf8.count == 14 + 32 } == 1)
        #expect(sent.count { $0.hasPrefix("traceparent: 00-") && $0.utf8.count == 13 + 55 } == 1)
    }

    @Test func `loses what concerned the client's connection`() throws {
        let sent = try Self.forward(
            """
            POST / HTTP/1.1\r\nConnection: close, X-Hop, Host, content-length\r\nHost: a\r\nX-Hop: 1\r\n\
            Keep-Alive: 5\r\nContent-Length: 3\r\nx-hop: 2\r\nProxy-Connection: x\r\nProxy-Authorization: y\r\n\
            Upgrade: h2c\r\nTE: gzip\r\nTrailer: X\r\nHTTP2-Settings: z\r\nX-Last: 1\r\n\r\n
            """)
        #expect(
            Self.withoutIDs(sent) == ["POST / HTTP/1.1", "Host: a", "Content-Length: 3", "X-Last: 1"] + Self.client)
    }

    @Test func `cannot speak with our voice`() throws {
        let sent = try Self.forward(
            "GET / HTTP/1.1\r\nHost: a\r\nFicus-Leg: shadow\r\nfIcUs-Anything: 1\r\nFicus-Answered-By: x\r\n\r\n",
            trusted: true)
        #expect(Self.withoutIDs(sent) == ["GET / HTTP/1.1", "Host: a"] + Self.client)
    }

    @Test func `is believed about the client only from a trusted peer`() throws {
        let text = """
            GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 1.1.1.1\r\nX-Forwarded-For: 2.2.2.2\r\n\
            X-Forwarded-Proto: https\r\nX-Forwarded-Host: b\r\nX-Forwarded-Port: 443\r\nForwarded: for=1.1.1.1\r\n\
            X-Request-Id: abc-1\r\ntraceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n\
            tracestate: x=1\r\n\r\n
            """
        #expect(Self.withoutIDs(try Self.forward(text)) == ["GET / HTTP/1.1", "Host: a"] + Self.client)
        #expect(
            try Self.forward(text, trusted: true) == [
                "GET / HTTP/1.1", "Host: a", "X-Forwarded-Proto: https", "X-Forwarded-Host: b", "X-Forwarded-Port: 443",
                "X-Request-Id: abc-1", "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "tracestate: x=1", "Via: 1.1 ficus", "X-Forwarded-For: 1.1.1.1, 2.2.2.2, 192.0.2.1",
                "Forwarded: for=1.1.1.1, for=192.0.2.1;host=\"a\";proto=http",
            ])
    }

    @Test(
        arguments: [
            ("GET http://a/x/../y?q HTTP/1.1\r\nHost: a\r\n\r\n", nil, "GET /x/../y?q HTTP/1.1"),
            ("GET http://a HTTP/1.1\r\nHost: a\r\n\r\n", nil, "GET / HTTP/1.1"),
            ("GET http://a?q HTTP/1.1\r\nHost: a\r\n\r\n", nil, "GET /?q HTTP/1.1"),
            ("OPTIONS http://a HTTP/1.1\r\nHost: a\r\n\r\n", nil, "OPTIONS * HTTP/1.1"),
            ("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", nil, "OPTIONS * HTTP/1.1"),
            ("GET /x/../y?q HTTP/1.1\r\nHost: a\r\n\r\n", "/y", "GET /y?q HTTP/1.1"),
            ("GET http://a/x/../y HTTP/1.1\r\nHost: a\r\n\r\n", "/y", "GET /y HTTP/1.1"),
        ] as [(String, String?, String)])
    func `has the origin form and the path that was matched`(text: String, path: String?, line: String) throws {
        let sent = try Self.forward(text) { $0.path = path.map { Array($0.utf8) } }
        #expect(sent.first == line)
        #expect(sent.count { $0 == "Host: a" } == 1)
    }

    @Test func `goes by the host of its absolute form`() throws {
        let sent = Self.withoutIDs(try Self.forward("GET http://a:81/ HTTP/1.1\r\nX: 1\r\nHost: b\r\n\r\n"))
        #expect(sent.prefix(3) == ["GET / HTTP/1.1", "Host: a:81", "X: 1"])
        #expect(sent.contains("X-Forwarded-Host: a:81"))
        #expect(sent.contains("Forwarded: for=192.0.2.1;host=\"a:81\";proto=http"))
    }

    @Test func `is counted down when it is OPTIONS`() throws {
        let options = try Self.forward("OPTIONS / HTTP/1.1\r\nHost: a\r\nMax-Forwards: 3\r\n\r\n")
        #expect(options.filter { $0.hasPrefix("Max-Forwards") } == ["Max-Forwards: 2"])
        let other = try Self.forward("GET / HTTP/1.1\r\nHost: a\r\nMax-Forwards: 3\r\n\r\n")
        #expect(other.contains("Max-Forwards: 3"))
    }

    @Test func `announces the trailers that go along`() throws {
        let lines = "Transfer-Encoding: chunked\r\nTrailer: X-Sum\r\n"
        let kept = try Self.forward("POST / HTTP/1.1\r\nHost: a\r\nTE: trailers\r\n\(lines)\r\n")
        #expect(kept.contains("Trailer: X-Sum"))
        #expect(!(try Self.forward("POST / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n")).contains("Trailer: X-Sum"))
    }

    @Test func `came by TLS if a trusted peer says so`() throws {
        let sent = try Self.forward("GET https://a/ HTTP/1.1\r\nHost: a\r\n\r\n", trusted: true)
        #expect(sent.contains("X-Forwarded-Proto: https"))
        #expect(sent.last { $0.hasPrefix("Forwarded") }?.hasSuffix(";proto=https") == true)
    }

    @Test func `of HTTP 1.0 gets a host and our version`() throws {
        let sent = Self.withoutIDs(try Self.forward("GET / HTTP/1.0\r\n\r\n"))
        #expect(
            sent == [
                "GET / HTTP/1.1", "Host: 10.0.0.1:3000", "Via: 1.0 ficus", "X-Forwarded-For: 192.0.2.1",
                "X-Forwarded-Proto: http", "Forwarded: for=192.0.2.1;proto=http",
            ])
        #expect(try Self.forward("GET http://b/ HTTP/1.0\r\n\r\n").contains("Host: b"))
    }

    @Test func `is marked and has no conditions as a shadow`() throws {
        let sent = try Self.forward(
            """
            GET / HTTP/1.1\r\nHost: a\r\nIf-Match: 1\r\nIf-None-Match: 2\r\nIf-Modified-Since: 3\r\n\
            If-Unmodified-Since: 4\r\nIf-Range: 5\r\nRange: 6\r\nExpect: 100-continue\r\nTE: trailers\r\nX: 7\r\n\r\n
            """
        ) { $0.leg = .shadow }
        #expect(
            Self.withoutIDs(sent) == ["GET / HTTP/1.1", "Host: a", "X: 7"] + Self.client + ["Ficus-Leg: shadow"])
    }

    @Test func `keeps an expectation and takes trailers unless told otherwise`() throws {
        let text =
            "POST / HTTP/1.1\r\nHost: a\r\nTE: gzip;q=1, Trailers\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n"
        let sent = try Self.forward(text)
        #expect(sent.contains("Expect: 100-continue"))
        #expect(sent.suffix(2) == ["TE: trailers", "Connection: TE"])
        #expect(!(try Self.forward(text) { $0.keepsExpect = false }).contains("Expect: 100-continue"))
    }

    @Test func `names an IPv6 client in brackets`() throws {
        let peer = ForwardingPeer(try SocketAddress(ipAddress: "2001:db8::1", port: 5), isTrusted: false)
        let head = try #require(try request("GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
        var source = IdentitySource(seed: 1)
        var output = ByteBuffer()
        RequestForwarding(peer: peer, identity: ExchangeIdentity(of: head, isTrusted: false, from: &source))
            .write(head, to: &output)
        #expect(lines(output).contains("X-Forwarded-For: 2001:db8::1"))
        #expect(lines(output).contains("Forwarded: for=\"[2001:db8::1]\";host=\"a\";proto=http"))
    }
}
