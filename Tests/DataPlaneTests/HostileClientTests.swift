import DataPlane
import TestSupport
import Testing

/// What is ambiguous or invalid is answered, the connection ends, and the target never sees a byte of it.
@Suite(.timeLimit(.minutes(patient(1))))
struct HostileClientTests {
    static let refused: [(String, Int)] = [
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\na", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\na", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x1\r\n\r\na", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 18446744073709551617\r\n\r\na", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length : 1\r\n\r\na", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\u{B}chunked\r\n\r\n0\r\n\r\n", 400),
        ("POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n", 400), ("GET / HTTP/1.1\nHost: a\n\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\nX: a\rY: b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nX\u{0}: a\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: a\u{0}\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\n: a\r\n\r\n", 400), ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400), ("GET http://a/ HTTP/1.1\r\nHost: b@c\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", 400), ("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400), ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505), ("GET /\r\n", 400),
        ("GET /\u{e9} HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET /#a HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n", 501), ("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        ("GET /a%2fb HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET /a%5cb HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET /a\\b HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET /a%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET /a%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET /a;b=c HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\u{FC}\u{3}\u{3}", 400), ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 70_000))\r\n\r\n", 431),
        ("GET / HTTP/1.1\r\nHost: a\r\n\(String(repeating: "X: y\r\n", count: 2_000))\r\n", 431),
        ("GET /\(String(repeating: "x", count: 20_000)) HTTP/1.1\r\nHost: a\r\n\r\n", 414),
    ]

    @Test(arguments: refused.indices)
    func `A request that is not valid is refused and reaches nobody`(index: Int) async throws {
        let (request, status) = Self.refused[index]
        let target = try await FakeTarget.start()
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port)
            // What follows must not be taken for a request either.
            let isRefusedByContent =
                status == 405 || request.contains("%") || request.contains(";b") || request.contains("\\")
            try await client.send(request + (isRefusedByContent ? "" : "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"))
            let answer = try await client.readAnswer()
            #expect(answer.status == status)
            #expect(answer["Content-Type"] == "application/problem+json")
            #expect(answer.text.contains("\"detail\""))
            if !isRefusedByContent { #expect(try await client.readToEnd().isEmpty) }
            #expect(target.receivedBytes == 0)
        }
    }

    static let brokenChunks = [
        "5\nhello\r\n0\r\n\r\n", "+5\r\nhello\r\n0\r\n\r\n", "0x5\r\nhello\r\n0\r\n\r\n", "5 \r\nhello\r\n0\r\n\r\n",
        "5\r\nhelloX\r\n0\r\n\r\n", "5\r\nhello\n0\r\n\r\n", "FFFFFFFFFFFFFFFFF\r\nhello",
        "5;a\u{0}\r\nhello\r\n0\r\n\r\n",
        "0\r\nX y\r\n\r\n", "0\r\n\n", "0\r\nX: \(String(repeating: "x", count: 20_000))\r\n\r\n",
        "5;\(String(repeating: "x", count: 20_000))\r\nhello\r\n0\r\n\r\n",
    ]

    @Test(arguments: brokenChunks.indices)
    func `A body with broken chunks never becomes a whole request`(index: Int) async throws {
        let chunks = Self.brokenChunks[index]
        let target = try await FakeTarget.start { .text($0.text) }
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks)")
            let answer = try await client.readAnswer()
            #expect(answer.status == 400 || answer.status == 431)
            #expect(try await client.readToEnd().isEmpty)
            // It answers whole requests only.
            #expect(target.sentBytes == 0)
        }
    }

    @Test(arguments: [1, 7, 19])
    func `Valid requests in small pieces are answered in order`(size: Int) async throws {
        let target = try await FakeTarget.start { .text("\($0.path) \($0.text)") }
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port)
            let bytes = Array(
                """
                POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\none\r\n0\r\nT: 1\r\n\r\n\
                \r\nPOST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\ntwoGET /c HTTP/1.1\r\nHost: a\r\n\r\n
                """.utf8)
            for start in stride(from: 0, to: bytes.count, by: size) {
                try await client.send(Array(bytes[start..<min(start + size, bytes.count)]))
            }
            for expected in ["/a one", "/b two", "/c "] {
                #expect(try await client.readAnswer().text == expected)
            }
        }
    }

    @Test(.timeLimit(.minutes(patient(1))))
    func `Mutated requests never stop the proxy or mix up answers`() async throws {
        let target = try await FakeTarget.start { .text($0.path) }
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            var generator = SeededGenerator(seed: 11)
            let parts = [
                "\r", "\n", "\r\n", ":", " ", "\u{0}", "0", ";", "Host: b\r\n", "Content-Length: 3\r\n", "HTTP/1.1",
            ]
            for round in 0..<150 {
                var bytes = Array(
                    """
                    POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n\
                    GET /y HTTP/1.1\r\nHost: a\r\n\r\n
                    """.utf8)
                for _ in 0..<generator.next() % 4 {
                    bytes.insert(
                        contentsOf: generator.pick(parts).utf8, at: Int(generator.next() % UInt64(bytes.count)))
                }
                let client = try await RawClient.connect(port: plane.port)
                try await client.send(bytes)
                try await client.finishSending()
                let answer = try await client.readToEnd()
                #expect(answer.isEmpty || answer.starts(with: "HTTP/1.1 ".utf8))
                if round % 10 == 0 {
                    #expect(try await RawClient.exchange("GET", "/sane", port: plane.port).text == "/sane")
                }
            }
        }
    }
}
