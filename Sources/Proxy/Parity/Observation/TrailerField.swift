/// Reads trailer sections into what of them is compared.
package enum TrailerField {
    /// Fields of the moment, the server or the transport, which say nothing about the answer.
    private static let uncompared: Set<String> = [
        "age", "date", "server", "server-timing", "traceparent", "tracestate", "via", "x-request-id",
        "x-response-time", "x-runtime",
    ]

    /// Whether a trailer of this name, in lower case, is compared.
    package static func isCompared(_ name: String) -> Bool {
        !uncompared.contains(name) && !name.hasPrefix("ficus-")
    }

    /// The fields of the lines `name: value CRLF` that are compared, in the order received.
    package static func fields(of lines: [UInt8]) -> [HeaderField] {
        lines.split(separator: UInt8(ascii: "\n")).compactMap { line in
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
            guard isCompared(name) else { return nil }
            return HeaderField(name: name, value: trimmed(line[(colon + 1)...]))
        }
    }

    private static func trimmed(_ value: ArraySlice<UInt8>) -> [UInt8] {
        let isSpace = { (octet: UInt8) in octet == UInt8(ascii: " ") || octet == 9 || octet == UInt8(ascii: "\r") }
        guard let first = value.firstIndex(where: { !isSpace($0) }),
            let last = value.lastIndex(where: { !isSpace($0) })
        else { return [] }
        return Array(value[first...last])
    }
}
