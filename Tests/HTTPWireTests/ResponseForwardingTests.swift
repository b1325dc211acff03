import HTTPWire
import NIOCore
import Testing

@Suite struct `An answer on its way to the client` {
    static let date = HTTPDate(secondsSinceEpoch: 784_111_777)

    static func forward(
        _ text: String, answering: String = "GET / HTTP/1.1\r\nHost: a\r\n\r\n", mayKeep: Bool = true
    ) throws -> (lines: [String], forwarding: ResponseForwarding) {
        let asked = try #require(try request(answering))
        let head = try #require(try response(text))
        var forwarding = ResponseForwarding(of: head, answering: asked, mayKeepConnection: mayKeep, date: Self.date)
        forwarding.addedLines = Array("Ficus-Answered-By: monolith\r\n".utf8)
        var output = ByteBuffer()
        forwarding.write(head, to: &output)
        return (lines(output), forwarding)
    }

    static let ours = ["Via: 1.1 ficus", "Date: Sun, 06 Nov 1994 08:49:37 GMT", "Ficus-Answered-By: monolith"]

    @Test func `keeps its fields and loses what concerned the target's connection`() throws {
        let (lines, _) = try Self.forward(
            """
            HTTP/1.1 200 Fine\r\nSet-Cookie: a\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: 1\r\n\
            Content-Length: 3\r\nset-cookie: b\r\nUpgrade: x\r\nProxy-Authenticate: y\r\nTrailer: z\r\nFicus-Build: 7\r\n\
            Ficus-Position: 9\r\nFicus-Answered-By: evil\r\n\r\n
            """)
        #expect(
            lines == [
                "HTTP/1.1 200 Fine", "Set-Cookie: a", "Content-Length: 3", "set-cookie: b", "Ficus-Build: 7",
                "Ficus-Position: 9",
            ] + Self.ours)
    }

    @Test func `keeps the Date it has`() throws {
        let (lines, _) = try Self.forward("HTTP/1.1 200 OK\r\nDate: x\r\nContent-Length: 0\r\n\r\n")
        #expect(lines.count { $0.hasPrefix("Date:") } == 1)
        #expect(lines.contains("Date: x"))
    }

    @Test(arguments: [
        ("HTTP/1.0 200 OK\r\n\r\n", "HTTP/1.1 200 OK", "Via: 1.0 ficus"),
        ("HTTP/1.1 404\r\n\r\n", "HTTP/1.1 404 ", "Via: 1.1 ficus"),
    ])
    func `has our version`(text: String, line: String, via: String) throws {
        let (lines, _) = try Self.forward(text)
        #expect(lines.first == line)
        #expect(lines.contains(via))
    }

    static let old = "GET / HTTP/1.0\r\n\r\n"
    static let oldKept = "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"
    static let new = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    static let closing = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    static let length = "Content-Length: 3\r\n"
    static let chunked = "Transfer-Encoding: chunked\r\n"

    @Test(
        arguments: [
            (new, length, .asReceived, nil, true), (closing, length, .asReceived, "Connection: close", false),
            (old, length, .asReceived, "Connection: close", false),
            (oldKept, length, .asReceived, "Connection: keep-alive", true), (new, chunked, .asReceived, nil, true),
            (oldKept, chunked, .removingChunks, "Connection: close", false), (new, "", .addingChunks, nil, true),
            (oldKept, "", .asReceived, "Connection: close", false),
        ] as [(String, String, BodyTransfer, String?, Bool)])
    func `is framed and kept as its client can take it`(
        asked: String, framing: String, transfer: BodyTransfer, connection: String?, keeps: Bool
    ) throws {
        let (lines, forwarding) = try Self.forward("HTTP/1.1 200 OK\r\n\(framing)\r\n", answering: asked)
        #expect(forwarding.transfer == transfer)
        #expect(forwarding.keepsConnection == keeps)
        #expect(lines.filter { $0.hasPrefix("Connection:") } == (connection.map { [$0] } ?? []))
        let codings = lines.count { $0 == "Transfer-Encoding: chunked" }
        #expect(codings == (transfer == .addingChunks || (framing == Self.chunked && transfer == .asReceived) ? 1 : 0))
    }

    @Test func `is the last one when the proxy says so`() throws {
        let (lines, forwarding) = try Self.forward("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n", mayKeep: false)
        #expect(!forwarding.keepsConnection)
        #expect(lines.last == "Connection: close")
    }

    @Test func `without content has no length and no coding`() throws {
        let (lines, _) = try Self.forward("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n")
        #expect(lines == ["HTTP/1.1 204 No Content"] + Self.ours)
        let (interim, _) = try Self.forward("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n")
        #expect(interim == ["HTTP/1.1 103 Early Hints", "Link: x", "Via: 1.1 ficus"])
    }

    @Test func `has trailers only for a client that takes them`() throws {
        let text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n"
        #expect(!(try Self.forward(text)).forwarding.keepsTrailers)
        let asked = "GET / HTTP/1.1\r\nHost: a\r\nTE: trailers\r\n\r\n"
        let (lines, forwarding) = try Self.forward(text, answering: asked)
        #expect(forwarding.keepsTrailers)
        #expect(lines.contains("Trailer: X"))
    }

    @Test(arguments: [(1, "1\r\n"), (255, "ff\r\n"), (65_536, "10000\r\n")])
    func `gets chunks of ours when it had none`(count: Int, line: String) {
        var buffer = ByteBuffer()
        buffer.writeChunkSize(count)
        #expect(String(buffer: buffer) == line)
    }
}
