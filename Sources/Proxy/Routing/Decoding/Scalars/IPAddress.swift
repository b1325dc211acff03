/// Reads IP addresses strictly: no octal, no missing parts, no zone.
enum IPAddress {
    /// Four bytes of `127.0.0.1`, or nil.
    static func v4(_ text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        let bytes = parts.compactMap { part -> UInt8? in
            guard part.utf8.allSatisfy(ASCII.isDigit), part.count == 1 || part.first != "0" else { return nil }
            return UInt8(part)
        }
        return bytes.count == 4 ? bytes : nil
    }

    /// Sixteen bytes of an address as RFC 4291 section 2.2 writes it, or nil.
    static func v6(_ text: Substring) -> [UInt8]? {
        guard let gap = text.firstRange(of: "::") else {
            guard let bytes = groups(text), bytes.count == 16 else { return nil }
            return bytes
        }
        let (head, tail) = (text[..<gap.lowerBound], text[gap.upperBound...])
        guard !head.contains("."), let before = head.isEmpty ? [] : groups(head),
            let after = tail.isEmpty ? [] : groups(tail),
            before.count + after.count <= 14
        else { return nil }
        return before + [UInt8](repeating: 0, count: 16 - before.count - after.count) + after
    }

    /// Groups of hexadecimal digits; the last one may be an IPv4 address.
    private static func groups(_ text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var bytes: [UInt8] = []
        for (index, part) in parts.enumerated() {
            if index == parts.count - 1, part.contains("."), let address = v4(part) {
                bytes += address
                continue
            }
            guard (1...4).contains(part.count), part.utf8.allSatisfy({ ASCII.hexValue($0) != nil }),
                let value = UInt16(part, radix: 16)
            else { return nil }
            bytes += [UInt8(value >> 8), UInt8(value & 0xff)]
        }
        return bytes
    }
}
