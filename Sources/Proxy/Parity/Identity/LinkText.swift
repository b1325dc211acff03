/// A link cut into the ids in it and the text between them, by the patterns of a system's links.
///
///     https://shop.example/api/v1/orders/17?after=9#top      /api/v1/orders/:id
///     ^ text                          ^ text ^ order  ^ text
struct LinkText: Equatable {
    enum Piece: Equatable {
        case text([UInt8])
        case id([UInt8], domain: String)
    }

    private(set) var pieces: [Piece] = []
    /// How many pieces are ids.
    private(set) var idCount = 0

    /// nil when the text is no link, or none of the patterns is that of a link in it.
    ///
    /// - Parameter isField: the text is that of a `Link` field (RFC 8288): its links stand in angle brackets.
    init?(_ text: [UInt8], _ patterns: [IdentityRules.Link], isField: Bool = false) {
        guard !patterns.isEmpty else { return nil }
        if isField {
            var rest = text[...]
            while let open = rest.firstIndex(of: UInt8(ascii: "<")),
                let close = rest[open...].firstIndex(of: UInt8(ascii: ">"))
            {
                append(text: rest[...open])
                append(link: rest[(open + 1)..<close], patterns)
                rest = rest[close...]
            }
            append(text: rest)
        } else {
            guard Self.isLink(text) else { return nil }
            append(link: text[...], patterns)
        }
        guard idCount > 0 else { return nil }
    }

    /// An absolute path, or a URL of HTTP.
    static func isLink(_ text: [UInt8]) -> Bool {
        text.first == UInt8(ascii: "/") || text.starts(with: "http://".utf8) || text.starts(with: "https://".utf8)
    }

    mutating func append(text: ArraySlice<UInt8>) {
        if !text.isEmpty { pieces.append(.text(Array(text))) }
    }

    mutating func append(id: ArraySlice<UInt8>, domain: String) {
        pieces.append(.id(Escapes.decoded(id), domain: domain))
        idCount += 1
    }

    private mutating func append(link: ArraySlice<UInt8>, _ patterns: [IdentityRules.Link]) {
        let start = Self.pathStart(link)
        let tail = link[start...].firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? link.endIndex
        let segments = link[start..<tail].split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: true)
        guard let pattern = Self.pattern(of: segments, patterns) else { return append(text: link) }
        append(text: link[..<start])
        for (segment, part) in zip(segments, pattern.segments) {
            append(text: [UInt8(ascii: "/")])
            if case .id(let domain) = part { append(id: segment, domain: domain) } else { append(text: segment) }
        }
        if link[start..<tail].last == UInt8(ascii: "/") { append(text: [UInt8(ascii: "/")]) }
        append(query: link[tail...], pattern.query)
    }

    private mutating func append(query: ArraySlice<UInt8>, _ domains: [String: String]) {
        var start = query.startIndex
        while start < query.endIndex {
            let end = query[start...].dropFirst().firstIndex { "?&#".utf8.contains($0) } ?? query.endIndex
            let part = query[start..<end]
            if let equals = part.firstIndex(of: UInt8(ascii: "=")), equals + 1 < part.endIndex,
                let domain = domains[String(decoding: Escapes.decoded(part[(start + 1)..<equals]), as: UTF8.self)]
            {
                append(text: part[...equals])
                append(id: part[(equals + 1)...], domain: domain)
            } else {
                append(text: part)
            }
            start = end
        }
    }

    /// Where the path of a link begins: behind scheme and authority, if it has them.
    private static func pathStart(_ link: ArraySlice<UInt8>) -> Int {
        guard let colon = link.firstIndex(of: UInt8(ascii: ":")), link[colon...].starts(with: "://".utf8) else {
            return link.startIndex
        }
        return link[(colon + 3)...].firstIndex { "/?#".utf8.contains($0) } ?? link.endIndex
    }

    /// The pattern with the most literals among those that take the segments.
    private static func pattern(
        of segments: [ArraySlice<UInt8>], _ patterns: [IdentityRules.Link]
    ) -> IdentityRules.Link? {
        var best: (pattern: IdentityRules.Link, literals: Int)?
        for pattern in patterns where pattern.segments.count == segments.count {
            var literals = 0
            let takes = zip(pattern.segments, segments).allSatisfy { part, segment in
                guard case .literal(let text) = part else { return true }
                literals += 1
                return segment.elementsEqual(text)
            }
            if takes, literals > best?.literals ?? -1 { best = (pattern, literals) }
        }
        return best?.pattern
    }
}

/// Percent-encoding (RFC 3986 section 2.1).
enum Escapes {
    /// The bytes meant; an escape that is none stays as it is.
    static func decoded(_ text: ArraySlice<UInt8>, isQuery: Bool = true) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == UInt8(ascii: "%"), index + 2 < text.endIndex,
                let high = JSONEscapes.hexValue(text[index + 1]), let low = JSONEscapes.hexValue(text[index + 2])
            {
                bytes.append(UInt8(high << 4 | low))
                index += 3
            } else {
                bytes.append(isQuery && text[index] == UInt8(ascii: "+") ? UInt8(ascii: " ") : text[index])
                index += 1
            }
        }
        return bytes
    }

    /// With everything escaped but letters, digits and `-._~`.
    static func encoded(_ text: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return text.flatMap { byte -> [UInt8] in
            let isPlain =
                byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 26 || "-._~".utf8.contains(byte)
            return isPlain ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
}
