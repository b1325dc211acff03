import NIOCore
import TestSupport
import Testing

@testable import HTTPWire

@Suite struct `A header of the PROXY protocol` {
    static let signature: [UInt8] = [13, 10, 13, 10, 0, 13, 10, 0x51, 0x55, 0x49, 0x54, 10]
    static let v4: [UInt8] = [192, 0, 2, 1, 198, 51, 100, 1, 0x30, 0x39, 0x01, 0xBB]
    static let v6: [UInt8] =
        [0x20, 1, 0xD, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] + [UInt8](repeating: 0, count: 16)
        + [0x30, 0x39, 0x01, 0xBB]

    static func block(_ command: UInt8, _ family: UInt8, _ bytes: [UInt8], length: Int? = nil) -> [UInt8] {
        let count = UInt16(length ?? bytes.count)
        return signature + [command, family, UInt8(count >> 8), UInt8(count & 255)] + bytes
    }

    @Test(
        arguments: [
            (Array("PROXY TCP4 192.0.2.1 198.51.100.1 12345 443\r\n".utf8), "192.0.2.1"),
            (Array("PROXY TCP6 2001:db8::1 ::1 12345 0\r\n".utf8), "2001:db8::1"),
            (Array("PROXY UNKNOWN\r\n".utf8), nil), (Array("PROXY UNKNOWN a b c\r\n".utf8), nil),
            (block(0x21, 0x11, v4), "192.0.2.1"), (block(0x21, 0x21, v6), "2001:db8::1"),
            (block(0x21, 0x11, v4 + [4, 0, 1, 0]), "192.0.2.1"), (block(0x20, 0x00, []), nil),
            (block(0x20, 0x11, v4), nil), (block(0x21, 0x00, [1, 2, 3]), nil),
        ] as [([UInt8], String?)])
    func `says where a connection comes from, however it is cut`(bytes: [UInt8], source: String?) throws {
        for cut in bytes.indices {
            var buffer = ByteBuffer(bytes: bytes[..<cut])
            #expect(try ProxyHeader.parse(&buffer) == nil)
            #expect(buffer.readableBytes == cut)
        }
        var buffer = ByteBuffer(bytes: bytes + "GET".utf8)
        let header = try #require(try ProxyHeader.parse(&buffer))
        #expect(header.source?.ipAddress == source)
        if source != nil { #expect(header.source?.port == 12_345) }
        #expect(String(buffer: buffer) == "GET")
    }

    @Test(arguments: [
        "GET / HTTP/1.1\r\n", "proxy UNKNOWN\r\n", "PROXY\r\n", "PROXY TCP4\r\n", "PROXY  UNKNOWN\r\n",
        "PROXY TCP4 192.0.2.1 198.51.100.1 1 2\n", "PROXY TCP4 192.0.2.1 198.51.100.1 1\r\n",
        "PROXY TCP4 192.0.2.1 198.51.100.1 1 2 3\r\n", "PROXY TCP4 192.0.2.1  198.51.100.1 1 2\r\n",
        "PROXY TCP4 192.0.2.1 198.51.100.1 01 2\r\n", "PROXY TCP4 192.0.2.1 198.51.100.1 65536 2\r\n",
        "PROXY TCP4 192.0.2.1 198.51.100.1 -1 2\r\n", "PROXY TCP4 192.0.2.1 ::1 1 2\r\n",
        "PROXY TCP4 ::1 ::1 1 2\r\n", "PROXY TCP6 192.0.2.1 192.0.2.1 1 2\r\n",
        "PROXY UDP4 192.0.2.1 192.0.2.1 1 2\r\n",
        "PROXY TCP4 192.0.2.300 198.51.100.1 1 2\r\n", "PROXY TCP4 a b 1 2\r\n", "PROXY UNKNOWN\r\r\n",
        "PROXY UNKNOWN " + String(repeating: "x", count: 100) + "\r\n",
    ])
    func `of version 1 is strict`(text: String) {
        var buffer = ByteBuffer(string: text)
        #expect(throws: WireError.proxyHeaderInvalid) { try ProxyHeader.parse(&buffer) }
    }

    @Test(arguments: [
        block(0x11, 0x11, v4), block(0x22, 0x11, v4), block(0x21, 0x12, v4), block(0x21, 0x31, v4),
        block(0x21, 0x11, []),
        block(0x21, 0x11, Array(v4.dropLast())), block(0x21, 0x21, v4), block(0x21, 0x11, v4, length: 4_000),
        [13, 10, 13, 10, 1], [13, 10, 71],
    ])
    func `of version 2 is strict`(bytes: [UInt8]) {
        var buffer = ByteBuffer(bytes: bytes)
        #expect(throws: WireError.proxyHeaderInvalid) { try ProxyHeader.parse(&buffer) }
    }

    @Test func `never traps`() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<5_000 {
            var bytes = Self.block(0x21, 0x11, Self.v4)
            if generator.chance(0.5) { bytes = Array("PROXY TCP4 192.0.2.1 198.51.100.1 12345 443\r\n".utf8) }
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            var buffer = ByteBuffer(bytes: bytes)
            _ = try? ProxyHeader.parse(&buffer)
        }
    }
}
