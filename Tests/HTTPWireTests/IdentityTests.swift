import HTTPWire
import NIOCore
import Testing

@Suite struct `Identities` {
    static func identity(_ fields: String, isTrusted: Bool = true) throws -> (RequestHead, ExchangeIdentity) {
        let head = try #require(try request("GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n"))
        var source = IdentitySource(seed: 7)
        return (head, ExchangeIdentity(of: head, isTrusted: isTrusted, from: &source))
    }

    @Test(arguments: [
        ("X-Request-Id: abc.1-_~:/+=@\r\n", true), ("X-Request-Id: a b\r\n", false), ("X-Request-Id:\r\n", false),
        ("X-Request-Id: a\r\nX-Request-Id: a\r\n", false), ("X-Request-Id: a\"b\r\n", false),
        ("X-Request-Id: \(String(repeating: "a", count: 128))\r\n", true),
        ("X-Request-Id: \(String(repeating: "a", count: 129))\r\n", false), ("", false),
    ])
    func `keep a valid request id of a trusted peer`(fields: String, isKept: Bool) throws {
        let (head, identity) = try Self.identity(fields)
        let kept = if case .received = identity.requestID { true } else { false }
        #expect(kept == isKept)
        let text = identity.withRequestID(of: head) { id in
            id.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        }
        #expect(
            kept
                ? fields.contains(text)
                : text.utf8.count == 32 && text.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) })
        let (_, untrusted) = try Self.identity(fields, isTrusted: false)
        if case .received = untrusted.requestID { Issue.record("an untrusted id was kept") }
    }

    static let ids = "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331"

    @Test(arguments: [
        ("00-\(ids)-01", true), ("00-\(ids)-00", true), ("cc-\(ids)-01-later", true), ("00-\(ids)-01-later", false),
        ("ff-\(ids)-01", false), ("00-\(ids)-0", false), ("00-\(ids.uppercased())-01", false), ("0-\(ids)-01", false),
        ("00-00000000000000000000000000000000-b7ad6b7169203331-01", false),
        ("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01", false), ("cc-\(ids)-01x", false), ("", false),
    ])
    func `keep a valid traceparent of a trusted peer`(value: String, isKept: Bool) throws {
        let (_, identity) = try Self.identity("traceparent: \(value)\r\n")
        let kept = if case .received = identity.trace { true } else { false }
        #expect(kept == isKept)
        let (_, repeated) = try Self.identity("traceparent: \(value)\r\ntraceparent: \(value)\r\n")
        if case .received = repeated.trace { Issue.record("a repeated traceparent was kept") }
    }

    @Test func `do not repeat and are valid`() throws {
        var source = IdentitySource(seed: 3)
        let head = try #require(try request("GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
        var seen: Set<String> = []
        for _ in 0..<1000 {
            let identity = ExchangeIdentity(of: head, isTrusted: false, from: &source)
            guard case .generated(let trace) = identity.trace else { continue }
            let text = trace.span.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
            seen.insert(text)
            let (_, read) = try Self.identity("traceparent: \(text)\r\n")
            if case .generated = read.trace { Issue.record("\(text) is not valid") }
        }
        #expect(seen.count == 1000)
    }
}

@Suite struct `Trusted peers` {
    @Test(arguments: [
        ("10.0.0.0/8", "10.255.1.2", true), ("10.0.0.0/8", "11.0.0.1", false), ("192.0.2.7", "192.0.2.7", true),
        ("192.0.2.7", "192.0.2.8", false), ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "::1", false),
        ("::1", "::1", true), ("fd00::/8", "fdff::1", true), ("fd00::/8", "fe00::1", false), ("::/0", "1.2.3.4", true),
        ("2001:db8:0:1::/64", "2001:db8:0:1:ffff::", true), ("2001:db8:0:1::/64", "2001:db8:0:2::", false),
        ("127.0.0.0/8", "::ffff:127.0.0.1", true),
    ])
    func `are those in a range`(range: String, address: String, isTrusted: Bool) throws {
        let peers = TrustedPeers([try #require(AddressRange(range))])
        #expect(peers.contains(try SocketAddress(ipAddress: address, port: 1)) == isTrusted)
    }

    @Test(arguments: [
        "", "10.0.0.0/", "10.0.0.0/33", "10.0.0.1/8", "a/8", "10.0.0.0/+8", "::1/129", "10.0.0.0/8/8", "1.2.3",
    ])
    func `are not read from nonsense`(text: String) {
        #expect(AddressRange(text) == nil)
    }

    @Test func `are this machine unless told otherwise`() throws {
        #expect(TrustedPeers.loopback.contains(try SocketAddress(ipAddress: "127.3.2.1", port: 1)))
        #expect(TrustedPeers.loopback.contains(try SocketAddress(ipAddress: "::1", port: 1)))
        #expect(!TrustedPeers.loopback.contains(try SocketAddress(ipAddress: "128.0.0.1", port: 1)))
        #expect(!TrustedPeers.loopback.contains(try SocketAddress(unixDomainSocketPath: "/tmp/x")))
        #expect(
            ForwardingPeer(try SocketAddress(ipAddress: "::ffff:192.0.2.9", port: 1), isTrusted: false).address
                == "192.0.2.9")
    }
}

@Suite struct `Small parts` {
    @Test(arguments: FieldName.allCases)
    func `Known names are known in any case`(name: FieldName) {
        let text = "\(name.text)"
        guard !text.isEmpty else { return }
        for spelling in [text, text.uppercased(), text.capitalized] {
            let bytes = Array(spelling.utf8)
            #expect(FieldName(bytes.span) == name)
        }
        let longer = Array((text + "x").utf8)
        #expect(FieldName(longer.span) != name)
    }

    @Test(arguments: [
        (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"), (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"),
        (4_102_444_799, "Thu, 31 Dec 2099 23:59:59 GMT"),
    ])
    func `Dates are written as RFC 9110 has them`(seconds: Int, text: String) throws {
        var output = ByteBuffer()
        GeneratedAnswer(status: 200, contentType: "a/b", body: []).write(
            answering: .get, version: .http11, keepsConnection: true, date: HTTPDate(secondsSinceEpoch: seconds),
            to: &output)
        #expect(lines(output).contains("Date: \(text)"))
    }
}

extension String {
    fileprivate var capitalized: String { self.prefix(1).uppercased() + self.dropFirst() }
}
