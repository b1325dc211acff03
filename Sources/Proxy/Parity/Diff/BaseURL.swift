/// The beginning of a URL: what says where a target stands, and not what it means.
enum BaseURL {
    /// A text without the first of these bases that begins it up to a token's end; `http://a:1` begins `http://a:1/x`,
    /// not `http://a:12`.
    static func stripped(_ text: [UInt8], _ bases: [String]) -> [UInt8] {
        for base in bases where !base.isEmpty && text.starts(with: base.utf8) {
            let rest = text.dropFirst(base.utf8.count)
            guard let next = rest.first else { return [] }
            if base.utf8.last == UInt8(ascii: "/") || "/?#".utf8.contains(next) { return Array(rest) }
        }
        return text
    }

    /// A URL without its scheme, host and port; other texts as they are.
    static func withoutOrigin(_ text: [UInt8]) -> [UInt8] {
        guard let start = originEnd(text) else { return text }
        return Array(text[start...])
    }

    /// Where the path of an absolute URL begins; nil for a text that is none.
    static func originEnd(_ text: [UInt8]) -> Int? {
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")), colon > 0, colon < 12,
            text[colon...].starts(with: "://".utf8),
            text[..<colon].allSatisfy({ $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") })
        else { return nil }
        return text[(colon + 3)...].firstIndex { "/?#".utf8.contains($0) } ?? text.count
    }
}
