package import NIOCore

/// The header of the PROXY protocol, version 1 or 2 (haproxy.org, proxy-protocol.txt): a line or a block before the first
/// byte of HTTP in which a load balancer says whose connection it passes on.
///
///     v1   PROXY TCP4 192.0.2.1 198.51.100.1 56324 443 CRLF                  at most 107 bytes
///     v2   signature (12) | version, command | family | length (2) | addresses, TLVs of that length
///
/// It is there or it is not; nobody guesses. Anything but these forms is refused.
package struct ProxyHeader: Sendable, Equatable {
    /// Where the connection comes from; nil where the sender speaks for itself (LOCAL) or does not know.
    package let source: SocketAddress?

    private static let lineLimit = 107
    /// Bytes after the fixed part of version 2: addresses and TLVs that load balancers add.
    private static let blockLimit = 2_048
    private static let signature: [UInt8] = [
        0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A,
    ]

    /// Takes one header off the front of `buffer`, or returns nil where it is not complete.
    package static func parse(_ buffer: inout ByteBuffer) throws(WireError) -> ProxyHeader? {
        guard let first = buffer.readableBytesView.first else { return nil }
        return first == Self.signature[0] ? try Self.parseBlock(&buffer) : try Self.parseLine(&buffer)
    }

    // MARK: - Version 1

    private static func parseLine(_ buffer: inout ByteBuffer) throws(WireError) -> ProxyHeader? {
        let start = Array(buffer.readableBytesView.prefix(Self.lineLimit))
        guard zip(start, "PROXY ".utf8).allSatisfy(==) else { throw .proxyHeaderInvalid }
        guard let end = start.firstIndex(of: .lineFeed) else {
            if start.count == Self.lineLimit { throw .proxyHeaderInvalid }
            return nil
        }
        guard start[end - 1] == .carriageReturn else { throw .proxyHeaderInvalid }
        let words = String(decoding: start[..<(end - 1)], as: UTF8.self)
            .split(separator: " ", omittingEmptySubsequences: false)
        let source = try Self.source(words)
        buffer.moveReaderIndex(forwardBy: end + 1)
        return ProxyHeader(source: source)
    }

    private static func source(_ words: [Substring]) throws(WireError) -> SocketAddress? {
        // Whatever follows UNKNOWN is to be ignored.
        if words.count > 1, words[1] == "UNKNOWN" { return nil }
        guard words.count == 6, words[1] == "TCP4" || words[1] == "TCP6",
            let sourcePort = Self.port(words[4]), Self.port(words[5]) != nil,
            let source = try? SocketAddress(ipAddress: String(words[2]), port: sourcePort),
            let destination = try? SocketAddress(ipAddress: String(words[3]), port: 0),
            source.protocol == destination.protocol, (source.protocol == .inet) == (words[1] == "TCP4")
        else { throw .proxyHeaderInvalid }
        return source
    }

    private static func port(_ word: Substring) -> Int? {
        guard 1...5 ~= word.utf8.count, word.utf8.allSatisfy(\.isDigit), word == "0" || word.utf8.first != .zero
        else { return nil }
        return UInt16(word).map(Int.init)
    }

    // MARK: - Version 2

    private static func parseBlock(_ buffer: inout ByteBuffer) throws(WireError) -> ProxyHeader? {
        guard zip(buffer.readableBytesView, Self.signature).allSatisfy(==) else { throw .proxyHeaderInvalid }
        let base = buffer.readerIndex + Self.signature.count
        guard let command = buffer.getInteger(at: base, as: UInt8.self),
            let family = buffer.getInteger(at: base + 1, as: UInt8.self),
            let length = buffer.getInteger(at: base + 2, as: UInt16.self)
        else { return nil }
        guard command == 0x20 || command == 0x21, Int(length) <= Self.blockLimit else { throw .proxyHeaderInvalid }
        guard var block = buffer.getSlice(at: base + 4, length: Int(length)) else { return nil }
        let source = command == 0x20 ? nil : try Self.source(family, &block)
        buffer.moveReaderIndex(forwardBy: Self.signature.count + 4 + Int(length))
        return ProxyHeader(source: source)
    }

    /// The source of a block of a family and transport: source and destination address, then their ports.
    private static func source(_ family: UInt8, _ block: inout ByteBuffer) throws(WireError) -> SocketAddress? {
        let size: Int
        switch family {
        case 0x00: return nil
        case 0x11: size = 4
        case 0x21: size = 16
        default: throw .proxyHeaderInvalid
        }
        guard let address = block.readSlice(length: size), block.readSlice(length: size) != nil,
            let port = block.readInteger(as: UInt16.self), block.readInteger(as: UInt16.self) != nil,
            let source = try? SocketAddress(packedIPAddress: address, port: Int(port))
        else { throw .proxyHeaderInvalid }
        return source
    }
}
