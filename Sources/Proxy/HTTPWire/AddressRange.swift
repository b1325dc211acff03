package import NIOCore

/// A range of IP addresses in CIDR notation, such as `10.0.0.0/8`, `::1` or `fd00::/8`.
package struct AddressRange: Sendable, Hashable {
    /// The address; an IPv4 one in its mapped form `::ffff:a.b.c.d`.
    private let network: AddressBits
    private let prefixLength: Int

    /// Reads `address` or `address/length`; nil where it is neither, or where bits after the prefix are set.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = try? SocketAddress(ipAddress: String(parts[0]), port: 0), let bits = AddressBits(address)
        else { return nil }
        let isIPv4 = address.protocol == .inet
        var length = isIPv4 ? 32 : 128
        if parts.count == 2 {
            guard !parts[1].isEmpty, parts[1].utf8.allSatisfy(\.isDigit), let given = Int(parts[1]), given <= length
            else { return nil }
            length = given
        }
        self.prefixLength = isIPv4 ? length + 96 : length
        self.network = bits
        guard bits == bits.masked(to: self.prefixLength) else { return nil }
    }

    func contains(_ address: AddressBits) -> Bool { address.masked(to: self.prefixLength) == self.network }
}

/// The peers whose word about the client is taken.
package struct TrustedPeers: Sendable, Hashable {
    private let ranges: [AddressRange]

    package init(_ ranges: [AddressRange]) { self.ranges = ranges }

    /// This machine: 127.0.0.0/8 and ::1.
    package static let loopback = TrustedPeers(["127.0.0.0/8", "::1"].compactMap { AddressRange($0) })

    /// Whether one of the ranges holds `address`; never for a Unix socket.
    package func contains(_ address: SocketAddress) -> Bool {
        guard let bits = AddressBits(address) else { return false }
        return self.ranges.contains { $0.contains(bits) }
    }
}

/// What counts as one client: an IPv4 address, or the /64 of an IPv6 address, which is what one subscriber gets.
package struct ClientBlock: Sendable, Hashable {
    private let bits: AddressBits

    /// nil for a Unix socket.
    package init?(_ address: SocketAddress) {
        guard let bits = AddressBits(address) else { return nil }
        self.bits = bits.isMappedIPv4 ? bits : bits.masked(to: 64)
    }
}

/// The 128 bits of an IPv6 address, or of an IPv4 address in its mapped form.
struct AddressBits: Sendable, Hashable {
    let high: UInt64
    let low: UInt64

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Reads the address out of `sockaddr_in` (family and port are its first 4 bytes) or `sockaddr_in6` (family, port
    /// and flow label are its first 8), the same on all systems we run on; the members have no importable module.
    init?(_ address: SocketAddress) {
        switch address {
        case .v4(let v4):
            let bits = withUnsafeBytes(of: v4.address) { $0.loadUnaligned(fromByteOffset: 4, as: UInt32.self) }
            self.init(high: 0, low: 0xFFFF_0000_0000 | UInt64(UInt32(bigEndian: bits)))
        case .v6(let v6):
            let (high, low) = withUnsafeBytes(of: v6.address) {
                (
                    $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
                    $0.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
                )
            }
            self.init(high: UInt64(bigEndian: high), low: UInt64(bigEndian: low))
        case .unixDomainSocket:
            return nil
        }
    }

    func masked(to length: Int) -> AddressBits {
        // Smart shifts: by 64 or more gives zero.
        AddressBits(
            high: self.high & ~(UInt64.max >> UInt64(min(length, 64))),
            low: self.low & ~(UInt64.max >> UInt64(max(length - 64, 0))))
    }

    var isMappedIPv4: Bool { self.high == 0 && self.low >> 32 == 0xFFFF }

    /// The IPv4 address in dotted form where this is a mapped one.
    var mappedIPv4: String? {
        guard self.isMappedIPv4 else { return nil }
        return stride(from: 24, through: 0, by: -8).map { String(self.low >> UInt64($0) & 0xFF) }
            .joined(separator: ".")
    }
}
