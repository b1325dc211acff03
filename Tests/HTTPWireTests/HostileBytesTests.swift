import HTTPWire
import NIOCore
import TestSupport
import Testing

@Suite struct `Hostile bytes` {
    static let requests = [
        "GET /a/b?c=d HTTP/1.1\r\nHost: a.example:80\r\nAccept: */*\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\n\r\nrest",
        "POST http://a.example/p HTTP/1.1\r\nhost:a.example\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        "\r\nOPTIONS * HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\nTE: trailers\r\n\r\n",
        "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: a\u{0}b\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
        "GET / HTTP/3.0\r\n\r\n",
        "GET / HTTP/1.0\r\nX: \(String(repeating: "y", count: 300))\r\n\r\n",
        "GET /\(String(repeating: "z", count: 300)) HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX: 1\ny\r\n\r\n",
    ]
    static let responses = [
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nDate: x\r\nSet-Cookie: a\r\nSet-Cookie: b\r\n\r\nhello",
        "HTTP/1.1 404\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.0 200 \r\nConnection: keep-alive\r\n\r\n",
        "HTTP/1.1 999 X\r\n\r\n", "HTTP/1.1 200 OK\r\nX : 1\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
    ]
    static let limits = HeadLimits(headBytes: 256, fieldCount: 5, requestLineBytes: 80)

    @Test(arguments: requests)
    func `of a request have one outcome however they are cut`(text: String) {
        let bytes = Array(text.utf8)
        let whole = requestOutcome([bytes[...]], limits: Self.limits)
        #expect(requestOutcome(bytes.indices.map { bytes[$0...$0] }, limits: Self.limits) == whole)
        for cut in bytes.indices {
            #expect(requestOutcome([bytes[..<cut], bytes[cut...]], limits: Self.limits) == whole, "cut at \(cut)")
        }
    }

    @Test(arguments: responses)
    func `of a response have one outcome however they are cut`(text: String) {
        let bytes = Array(text.utf8)
        let whole = responseOutcome([bytes[...]], limits: Self.limits)
        #expect(responseOutcome(bytes.indices.map { bytes[$0...$0] }, limits: Self.limits) == whole)
        for cut in bytes.indices {
            #expect(responseOutcome([bytes[..<cut], bytes[cut...]], limits: Self.limits) == whole, "cut at \(cut)")
        }
    }

    /// Octets that mean something to a parser, and some that never should.
    static let tokens = [
        "\r", "\n", "\r\n", "\r\n\r\n", ":", " ", "\t", ",", ";", "\u{0}", "\u{7F}", "\u{e9}", "0", "f", "Host: b\r\n",
        "Content-Length: 7\r\n", "Transfer-Encoding: chunked\r\n", "Connection: host, x-hop\r\n", "HTTP/1.1", "[", "]",
        "@", "%00",
    ]

    static func mutate(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var result = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let place = Int.random(in: 0...result.count, using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: result.insert(contentsOf: generator.pick(Self.tokens).utf8, at: place)
            case 1 where place < result.count: result.remove(at: place)
            case 2 where place < result.count: result[place] = UInt8.random(in: 0...255, using: &generator)
            default: result.insert(contentsOf: result[..<place].suffix(16), at: place)
            }
        }
        // An end, so that what is wrong in an unfinished line comes to light in pieces as well.
        return result + "\r\n\r\n".utf8
    }

    static func cut(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Int.random(in: 1...min(rest.count, 40), using: &generator)
            pieces.append(rest.prefix(count))
            rest = rest.dropFirst(count)
        }
        return pieces
    }

    @Test(.timeLimit(.minutes(patient(1))), arguments: [1, 2, 3] as [UInt64])
    func `never trap, never get past a rewriting, never depend on their pieces`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var source = IdentitySource(seed: seed)
        let peer = ForwardingPeer(try SocketAddress(ipAddress: "192.0.2.1", port: 1), isTrusted: generator.chance(0.5))
        let date = HTTPDate(secondsSinceEpoch: 0)
        for _ in 0..<4000 {
            let bytes = Self.mutate(Array(generator.pick(Self.requests).utf8), &generator)
            let outcome = requestOutcome([bytes[...]], limits: Self.limits)
            try #require(requestOutcome(Self.cut(bytes, &generator), limits: Self.limits) == outcome, "\(bytes)")
            let answer = Self.mutate(Array(generator.pick(Self.responses).utf8), &generator)
            let answerOutcome = responseOutcome([answer[...]], limits: Self.limits)
            try #require(
                responseOutcome(Self.cut(answer, &generator), limits: Self.limits) == answerOutcome, "\(answer)")

            var requestParser = RequestParser(limits: Self.limits)
            var requestBytes = ByteBuffer(bytes: bytes)
            guard let head = try? requestParser.parse(&requestBytes) else { continue }
            var forwarding = RequestForwarding(
                peer: peer, identity: ExchangeIdentity(of: head, isTrusted: peer.isTrusted, from: &source))
            forwarding.defaultHost = Array("target".utf8)
            forwarding.leg = generator.chance(0.5) ? .primary : .shadow
            var sent = ByteBuffer()
            forwarding.write(head, to: &sent)
            // What goes out is a head that we would accept ourselves, with the same framing.
            var second = RequestParser()
            let again = try #require(try second.parse(&sent), "\(bytes)")
            #expect(again.framing == head.framing)
            #expect(sent.readableBytes == 0)

            var responseParser = ResponseParser(limits: Self.limits)
            var responseBytes = ByteBuffer(bytes: answer)
            guard let reply = try? responseParser.parse(&responseBytes) else { continue }
            var delivered = ByteBuffer()
            let back = ResponseForwarding(of: reply, answering: head, mayKeepConnection: true, date: date)
            back.write(reply, to: &delivered)
            var third = ResponseParser()
            let received = try #require(try third.parse(&delivered), "\(answer)")
            #expect(received.status == reply.status)
            #expect(delivered.readableBytes == 0)
        }
    }

    @Test func `never make a body scanner trap`() {
        var generator = SeededGenerator(seed: 4)
        let chunks = Array("5;a=b\r\nhello\r\n10\r\n0123456789abcdef\r\n0\r\nX: 1\r\n\r\nGET".utf8)
        for _ in 0..<4000 {
            let bytes = Self.mutate(chunks, &generator)
            let whole = Bodies.scan([bytes[...]], .chunked)
            let cut = Bodies.scan(Self.cut(bytes, &generator), .chunked)
            #expect(whole.error == cut.error && whole.isComplete == cut.isComplete, "\(bytes)")
        }
    }

    @Test func `that trickle in are not looked at again and again`() throws {
        // A head of 60 KiB in one line, octet by octet: quadratic work would be 1.8 thousand million octets.
        var parser = RequestParser(limits: HeadLimits(headBytes: 65_535))
        var buffer = ByteBuffer(string: "GET / HTTP/1.1\r\nHost: a\r\nX: ")
        buffer.reserveCapacity(70_000)
        let start = ContinuousClock.now
        for _ in 0..<60_000 {
            buffer.writeInteger(UInt8(ascii: "x"))
            #expect(try parser.parse(&buffer) == nil)
        }
        buffer.writeString("\r\n\r\n")
        #expect(try parser.parse(&buffer) != nil)
        #expect(start.duration(to: .now) < patient(.seconds(20)))
    }
}
