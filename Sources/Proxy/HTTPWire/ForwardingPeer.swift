package import NIOCore

/// What the targets are told about the peer of a client connection; made once per connection.
package final class ForwardingPeer: Sendable {
    /// Whether the peer's own `X-Forwarded-*`, `Forwarded`, `X-Request-Id` and `traceparent` are kept.
    package let isTrusted: Bool
    /// The peer's address as text; `unknown` where it has none.
    package let address: String
    /// `address` as a node of Forwarded (RFC 7239 section 6): IPv6 in brackets and quotes.
    let node: [UInt8]
    /// The field lines that say the same for each request of the connection, unless a trusted peer says more.
    let lines: [UInt8]

    package init(_ address: SocketAddress?, isTrusted: Bool) {
        let mapped = address.flatMap(AddressBits.init)?.mappedIPv4
        self.isTrusted = isTrusted
        self.address = mapped ?? address?.ipAddress ?? "unknown"
        self.node = Array((self.address.utf8.contains(.colon) ? "\"[\(self.address)]\"" : self.address).utf8)
        self.lines = Array("X-Forwarded-For: \(self.address)\r\n".utf8)
    }
}
