import HTTPWire
import NIOCore
import Testing

@Suite struct `Bodies` {
    /// What a body scanner makes of bytes that arrive in pieces.
    struct Scan: Equatable {
        var payload = ""
        var forwarded = ""
        var rest = ""
        var isComplete = false
        var error: WireError?
    }

    static func scan(
        _ pieces: [ArraySlice<UInt8>], _ framing: BodyFraming, keepsTrailers: Bool = false,
        limits: ChunkLimits = ChunkLimits()
    ) -> Scan {
        var scanner = BodyScanner(framing, keepsTrailers: keepsTrailers, limits: limits)
        var result = Scan()
        for piece in pieces {
            var buffer = ByteBuffer(bytes: piece)
            while buffer.readableBytes > 0 {
                if scanner.isComplete {
                    result.rest += String(buffer: buffer)
                    break
                }
                do {
                    let progress = try scanner.scan(buffer) { range in
                        result.payload +=
                            buffer.getString(at: buffer.readerIndex + range.lowerBound, length: range.count) ?? "?"
                    }
                    result.forwarded += buffer.getString(at: buffer.readerIndex, length: progress.forwarded) ?? "?"
                    if case .completeAfter(let end) = progress.ending {
                        result.forwarded += String(decoding: end, as: UTF8.self)
                    }
                    buffer.moveReaderIndex(forwardBy: progress.consumed)
                } catch {
                    result.error = error
                    return result
                }
            }
        }
        result.isComplete = scanner.isComplete
        return result
    }

    static func scan(_ text: String, _ framing: BodyFraming, keepsTrailers: Bool = false) -> Scan {
        Self.scan([ArraySlice(text.utf8)], framing, keepsTrailers: keepsTrailers)
    }

    /// Where an answer is captured, its trailers are wanted, whether or not they go on.
    @Test(arguments: [false, true], 1...12)
    func `give up their trailer section to whoever records it`(keeps: Bool, size: Int) throws {
        let bytes = Array("2\r\nab\r\n0\r\nX-Sum: 1\r\nSet-Cookie: a\r\n\r\nGET".utf8)
        var scanner = BodyScanner(.chunked, keepsTrailers: keeps, recordsTrailers: true)
        var buffer = ByteBuffer()
        var last: BodyProgress?
        for start in stride(from: 0, to: bytes.count, by: size) where !scanner.isComplete {
            buffer.writeBytes(bytes[start..<min(start + size, bytes.count)])
            let progress = try scanner.scan(buffer)
            buffer.moveReaderIndex(forwardBy: progress.consumed)
            last = progress
        }
        #expect(last?.trailers == Array("X-Sum: 1\r\nSet-Cookie: a\r\n".utf8))
        #expect(last?.ending == .completeAfter(Array((keeps ? "X-Sum: 1\r\n\r\n" : "\r\n").utf8)))
    }

    @Test func `of a length end there`() {
        #expect(
            Self.scan("helloGET", .length(5))
                == Scan(payload: "hello", forwarded: "hello", rest: "GET", isComplete: true))
        #expect(Self.scan("hel", .length(5)) == Scan(payload: "hel", forwarded: "hel"))
        #expect(Self.scan("GET", .none) == Scan(rest: "GET", isComplete: true))
        #expect(Self.scan("abc", .untilClose) == Scan(payload: "abc", forwarded: "abc"))
    }

    @Test func `say whether a close is their end`() {
        #expect(BodyScanner(.untilClose).mayEndByClose)
        #expect(BodyScanner(.none).mayEndByClose)
        #expect(!BodyScanner(.length(1)).mayEndByClose)
        #expect(!BodyScanner(.chunked).mayEndByClose)
    }

    @Test(arguments: [
        ("0\r\n\r\n", ""), ("5\r\nhello\r\n0\r\n\r\n", "hello"),
        ("00a\r\n0123456789\r\nA\r\n0123456789\r\n000\r\n\r\n", "01234567890123456789"),
        ("3;a=b;c=\"d\"\r\nabc\r\n0;x\r\n\r\n", "abc"), ("2\r\n\r\n\r\n0\r\n\r\n", "\r\n"),
    ])
    func `in chunks go on unchanged`(text: String, payload: String) {
        #expect(
            Self.scan(text + "GET", .chunked)
                == Scan(payload: payload, forwarded: text, rest: "GET", isComplete: true))
    }

    @Test func `keep or drop their trailers`() {
        let text = "1\r\na\r\n0\r\nX-Sum: 1\r\nY:2\r\n\r\n"
        #expect(
            Self.scan(text + "G", .chunked, keepsTrailers: true)
                == Scan(payload: "a", forwarded: text, rest: "G", isComplete: true))
        #expect(
            Self.scan(text + "G", .chunked, keepsTrailers: false)
                == Scan(payload: "a", forwarded: "1\r\na\r\n0\r\n\r\n", rest: "G", isComplete: true))
    }

    @Test func `lose the trailers that must be known before the content`() {
        let kept = "X-Sum: 1\r\nServer-Timing: db\r\n"
        let text = """
            0\r\nContent-Length: 7\r\nX-Sum: 1\r\nhost: b\r\nSet-Cookie: a=b\r\nX-Forwarded-For: 1.2.3.4\r\n\
            Ficus-Leg: shadow\r\nAuthorization: x\r\nServer-Timing: db\r\nContent-Range: x\r\n\r\n
            """
        #expect(
            Self.scan(text, .chunked, keepsTrailers: true) == Scan(forwarded: "0\r\n\(kept)\r\n", isComplete: true))
    }

    @Test(arguments: ["1;a", "1;a=b", "1; a=b;c", "1;a=\"b;c\"", "1;a=\"\\\"\"", "1;\ta=\"\u{e9}\";b=1"])
    func `may have extensions as the grammar has them`(line: String) {
        #expect(Self.scan("\(line)\r\na\r\n0\r\n\r\n", .chunked).payload == "a")
    }

    @Test(arguments: [
        "1;", "1;;a", "1;=b", "1;a=", "1;a b", "1;a =b", "1;a= b", "1;a=\"b", "1;a=\"b\"c", "1;a=b\"c\"", "1;a=(",
        "1;a\\",
        "1;a=\"\u{1}\"", "1;a=\"b\\",
    ])
    func `may not have other extensions`(line: String) {
        #expect(Self.scan("\(line)\r\na\r\n0\r\n\r\n", .chunked).error == .chunkExtensionInvalid)
    }

    @Test(
        arguments: [
            ("\r\n", .chunkSizeInvalid), ("+1\r\na\r\n", .chunkSizeInvalid), ("-1\r\na\r\n", .chunkSizeInvalid),
            ("0x1\r\na\r\n", .chunkSizeInvalid), (" 1\r\na\r\n", .chunkSizeInvalid), ("1 \r\na\r\n", .chunkSizeInvalid),
            ("1 ;a\r\na\r\n", .chunkSizeInvalid), ("1\t\r\na\r\n", .chunkSizeInvalid), ("g\r\n", .chunkSizeInvalid),
            ("1_0\r\n", .chunkSizeInvalid), ("1\na\r\n", .bareLineFeed), ("1\ra\r\n", .bareCarriageReturn),
            ("1;a\na\r\n", .bareLineFeed), ("1;a\u{0}\r\na\r\n", .chunkExtensionInvalid),
            ("1;a\r\r\n", .bareCarriageReturn), ("1;a=\"\r\n\"\r\na\r\n", .chunkExtensionInvalid),
            ("1\r\nab\r\n", .chunkEndMissing), ("1\r\na\n", .chunkEndMissing), ("1\r\na\rb", .chunkEndMissing),
            ("1\r\na0\r\n\r\n", .chunkEndMissing), ("FFFFFFFFFFFFFFFF\r\n", .chunkSizeTooLarge),
            ("0000000000000001\r\n", .chunkSizeTooLarge), ("10000000000000001\r\na", .chunkSizeTooLarge),
            ("0\r\n: x\r\n\r\n", .trailerInvalid), ("0\r\nX : x\r\n\r\n", .trailerInvalid),
            ("0\r\n X: x\r\n\r\n", .trailerInvalid),
            ("0\r\nX: a\u{1}\r\n\r\n", .trailerInvalid), ("0\r\nX: a\n\r\n", .bareLineFeed), ("0\r\n\n", .bareLineFeed),
            ("0\r\nX\r\n\r\n", .trailerInvalid), ("0\r\n\rX", .bareCarriageReturn),
            ("0\r\nX: a\rb\r\n\r\n", .bareCarriageReturn),
        ] as [(String, WireError)])
    func `with bad chunks are refused`(text: String, error: WireError) {
        #expect(Self.scan(text, .chunked).error == error)
        #expect(Self.scan(text, .chunked, keepsTrailers: true).error == error)
    }

    @Test func `have limits for what is not content`() {
        let limits = ChunkLimits(extensionBytes: 8, trailerBytes: 10, trailerFields: 2)
        func error(_ text: String) -> WireError? {
            Self.scan([ArraySlice(text.utf8)], .chunked, limits: limits).error
        }
        #expect(error("1;1234567\r\na\r\n0\r\n\r\n") == nil)
        #expect(error("1;12345678\r\na\r\n0\r\n\r\n") == .chunkExtensionTooLong)
        #expect(error("1;123\r\na\r\n1;1234\r\na\r\n0\r\n\r\n") == .chunkExtensionTooLong)
        #expect(error("0\r\nA:123456\r\n\r\n") == nil)
        #expect(error("0\r\nA:1\r\nB:123\r\n\r\n") == .trailersTooLarge)
        #expect(error("0\r\nA:\r\nB:\r\n\r\n") == nil)
        #expect(error("0\r\nA:\r\nB:\r\nC:\r\n\r\n") == .trailersTooLarge)
    }

    @Test(arguments: [
        "5;a=b\r\nhello\r\n10\r\n0123456789abcdef\r\n0\r\nX: 1\r\n\r\nGET", "3\r\nabc\r\n0;z\r\n\r\n", "3\r\nabcd",
        "0\r\nX y",
    ])
    func `come to the same end however they are cut`(text: String) {
        let bytes = Array(text.utf8)
        for keepsTrailers in [true, false] {
            let whole = Self.scan([bytes[...]], .chunked, keepsTrailers: keepsTrailers)
            for cut in bytes.indices {
                let parts = Self.scan([bytes[..<cut], bytes[cut...]], .chunked, keepsTrailers: keepsTrailers)
                #expect(parts == whole || whole.error != nil && parts.error == whole.error, "cut at \(cut)")
            }
            let octets = Self.scan(bytes.indices.map { bytes[$0...$0] }, .chunked, keepsTrailers: keepsTrailers)
            #expect(octets == whole || whole.error != nil && octets.error == whole.error)
        }
    }
}
