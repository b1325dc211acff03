/// What an id looks like, apart from which one it is.
struct IDShape: Hashable, Sendable {
    /// From the narrow to the wide: each takes in what the one before does, but for `uuid`.
    enum Alphabet: Int, Hashable, Sendable {
        case decimal, hexadecimal, word, uuid, other
    }

    let isNumber: Bool
    let alphabet: Alphabet
    /// `ord_` of `ord_7f3a`: the letters in front of a separator.
    let prefix: [UInt8]

    init(_ value: LeafValue) {
        isNumber = value.kind == .number
        let text = value.text
        if Self.isUUID(text) {
            alphabet = .uuid
            prefix = []
            return
        }
        var rest = text[...]
        if let mark = text.lastIndex(where: { "_-:/".utf8.contains($0) }), text[..<mark].allSatisfy(Self.isPrefix) {
            rest = text[(mark + 1)...]
        }
        prefix = Array(text[..<rest.startIndex])
        alphabet =
            if rest.allSatisfy(Self.isDigit) {
                .decimal
            } else if rest.allSatisfy({ JSONEscapes.hexValue($0) != nil }) {
                .hexadecimal
            } else if rest.allSatisfy({ Self.isDigit($0) || Self.isLetter($0) }) {
                .word
            } else {
                .other
            }
    }

    /// Whether an id of this shape may stand where ids of `known` stand: `12345678` may be one of hexadecimal ids.
    func fits(_ known: IDShape) -> Bool {
        guard isNumber == known.isNumber, prefix == known.prefix else { return false }
        switch (alphabet, known.alphabet) {
        case (.uuid, _): return known.alphabet == .uuid
        case (_, .uuid): return false
        default: return alphabet.rawValue <= known.alphabet.rawValue
        }
    }

    private static func isUUID(_ text: [UInt8]) -> Bool {
        guard text.count == 36 else { return false }
        return text.enumerated().allSatisfy { index, byte in
            [8, 13, 18, 23].contains(index) ? byte == UInt8(ascii: "-") : JSONEscapes.hexValue(byte) != nil
        }
    }

    private static func isPrefix(_ byte: UInt8) -> Bool { isLetter(byte) || "_-:/".utf8.contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }
}

/// The shapes that ids have had at each place, on each side.
struct IDShapes: Sendable {
    /// So many ids at a place tell what ids there look like.
    private static let enough = 8

    private struct Place: Hashable {
        var space: IdentitySpace
        var place: String
        var side: Comparator.Side
    }

    private var seen: [Place: (shapes: Set<IDShape>, count: Int)] = [:]

    /// Whether a shape is new where enough others have been seen.
    func isStrange(_ shape: IDShape, _ space: IdentitySpace, at place: String, of side: Comparator.Side) -> Bool {
        guard let known = seen[Place(space: space, place: place, side: side)], known.count >= Self.enough else {
            return false
        }
        return !known.shapes.contains { shape.fits($0) }
    }

    /// Whether enough ids have been seen at a place, and none of them was a number where this one is, or the opposite.
    func changesType(_ shape: IDShape, _ space: IdentitySpace, at place: String, of side: Comparator.Side) -> Bool {
        guard let known = seen[Place(space: space, place: place, side: side)], known.count >= Self.enough else {
            return false
        }
        return !known.shapes.contains { $0.isNumber == shape.isNumber }
    }

    mutating func note(_ shape: IDShape, _ space: IdentitySpace, at place: String, of side: Comparator.Side) {
        var known = seen[Place(space: space, place: place, side: side)] ?? ([], 0)
        if known.count < Self.enough || !known.shapes.contains(shape) {
            known.shapes.insert(shape)
            known.count += 1
            seen[Place(space: space, place: place, side: side)] = known
        }
    }
}
