/// Documents written into a text: JSON as it is, in base64 as cursors have it, or as the parts of a web token (RFC 7519).
/// What does not move in them may not differ.
struct EmbeddedShape {
    private let own: [Embedded]

    /// nil where some of the texts hold no document, or documents of another kind.
    init?(_ texts: [[UInt8]]) {
        var own: [Embedded] = []
        for text in texts {
            guard let embedded = Embedded(text), embedded.form == own.first?.form ?? embedded.form else { return nil }
            own.append(embedded)
        }
        guard own.count > 1 else { return nil }
        self.own = own
    }

    func problem(of text: [UInt8]) -> ShapeProblem? {
        guard let its = Embedded(text), its.form == own[0].form else { return .format }
        let places = own.map { Set($0.leaves.keys) }
        let always = places.dropFirst().reduce(places[0]) { $0.intersection($1) }
        let ever = places.dropFirst().reduce(places[0]) { $0.union($1) }
        let found = Set(its.leaves.keys)
        guard always.isSubset(of: found), found.isSubset(of: ever) else { return .structure }
        for (place, value) in its.leaves {
            let values = own.compactMap { $0.leaves[place] }
            if values.allSatisfy({ $0 == values[0] }) {
                if value != values[0] { return .part }
            } else if let problem = ValueShape(values).problem(of: value) {
                return problem
            }
        }
        return RunShape(own.map(\.rest)).problem(of: its.rest)
    }
}

/// A text that holds documents, and their leaves.
private struct Embedded {
    enum Form { case json, base64, token }

    private(set) var form = Form.json
    private(set) var leaves: [JSONPointer: LeafValue] = [:]
    /// The signature of a token.
    private(set) var rest: [UInt8] = []

    private static let limit = 1 << 14

    init?(_ text: [UInt8]) {
        guard (8...Self.limit).contains(text.count) else { return nil }
        if text[0] == UInt8(ascii: "{") || text[0] == UInt8(ascii: "[") {
            guard take(text, below: []) else { return nil }
            return
        }
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        // Base64 of what begins an object.
        guard parts[0].starts(with: "ey".utf8) || parts[0].starts(with: "W3".utf8) else { return nil }
        switch parts.count {
        case 1:
            form = .base64
            guard let document = Base64.decoded(parts[0]), take(document, below: []) else { return nil }
        case 3:
            form = .token
            for (index, part) in parts.prefix(2).enumerated() {
                guard let document = Base64.decoded(part), take(document, below: [String(index)]) else { return nil }
            }
            rest = Array(parts[2])
        default: return nil
        }
    }

    private mutating func take(_ text: [UInt8], below place: [String]) -> Bool {
        guard let document = try? JSONDocument(text) else { return false }
        for leaf in document.allLeaves(limit: 500) {
            guard case .body(let pointer) = leaf.path else { continue }
            leaves[JSONPointer(tokens: place + pointer.tokens)] = leaf.value
        }
        return true
    }
}

/// Base64 in either alphabet, filled up or not (RFC 4648).
enum Base64 {
    static func decoded(_ text: some Collection<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        var isEnding = false
        for byte in text {
            if byte == UInt8(ascii: "=") {
                isEnding = true
                continue
            }
            guard !isEnding, let value = value(of: byte) else { return nil }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return result
    }

    private static func value(of byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
