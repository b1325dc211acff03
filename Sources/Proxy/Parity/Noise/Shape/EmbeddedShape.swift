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
                if value != values[0], !Self.areNear(values[0], value) { return .part }
            } else if let problem = ValueShape(values).problem(of: value) {
                return problem
            }
        }
        // A signature names no kind in front.
        return RunShape(own.map(\.rest), isWhole: false).problem(of: its.rest)
    }

    /// Both are moments of one exchange: all of the monolith's may have been written in one second.
    private static func areNear(_ own: LeafValue, _ its: LeafValue) -> Bool {
        guard own.kind == .number, its.kind == .number, let one = WrittenNumber(own.text),
            let other = WrittenNumber(its.text), let unit = EpochUnit(one.value), EpochUnit(other.value) == unit,
            one.decimals == other.decimals
        else { return false }
        return Nearness([one.value / unit.perSecond]).covers(other.value / unit.perSecond)
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
            guard let document = Base64.decoded(String(decoding: parts[0], as: UTF8.self)), take(document, below: [])
            else { return nil }
        case 3:
            form = .token
            for (index, part) in parts.prefix(2).enumerated() {
                guard let document = Base64.decoded(String(decoding: part, as: UTF8.self)),
                    take(document, below: [String(index)])
                else { return nil }
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
