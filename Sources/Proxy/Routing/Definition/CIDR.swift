/// A block of IP addresses such as `10.0.0.0/8` (RFC 4632, RFC 4291).
package struct CIDR: Hashable, Sendable, CustomStringConvertible {
    /// 4 bytes for IPv4, 16 for IPv6; bits beyond the prefix are zero.
    package let address: [UInt8]
    package let prefixLength: Int

    /// 127.0.0.0/8 and ::1/128.
    package static let loopback = [
        CIDR(address: [127, 0, 0, 0], prefixLength: 8),
        CIDR(address: [UInt8](repeating: 0, count: 15) + [1], prefixLength: 128),
    ]

    /// Sets the bits after the prefix to zero.
    static func masked(_ bytes: [UInt8], _ prefixLength: Int) -> [UInt8] {
        bytes.enumerated().map { index, byte in
            let kept = min(max(prefixLength - index * 8, 0), 8)
            return byte & ~UInt8(truncatingIfNeeded: 0xff >> kept)
        }
    }

    /// As people write it, but IPv6 without shortening of zeros.
    package var description: String {
        let text =
            address.count == 4
            ? address.map(String.init).joined(separator: ".")
            : stride(from: 0, to: 16, by: 2)
                .map { String(UInt16(address[$0]) << 8 | UInt16(address[$0 + 1]), radix: 16) }.joined(separator: ":")
        return "\(text)/\(prefixLength)"
    }
}
