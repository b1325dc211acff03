/// A JSON text as a flat list of its values, in the order written. Nothing is converted: a number is its digits, a
/// string its bytes, and an object keeps every member, also those that share a key.
struct JSONDocument: Sendable {
    /// Deeper texts are not read as JSON. Walks do not recurse, but a path grows with the depth.
    static let depthLimit = 4096

    let bytes: [UInt8]
    var nodes: [JSONNode]

    /// Reads a text as RFC 8259 has it; a byte order mark in front is skipped.
    init(_ bytes: [UInt8]) throws(JSONSyntaxError) {
        self.bytes = bytes
        var scanner = JSONScanner(bytes: bytes)
        try scanner.scanDocument()
        self.nodes = scanner.nodes
    }

    /// The values of an array, or the keys of an object, as node numbers.
    func children(of node: Int) -> [Int] {
        var children: [Int] = []
        let end = Int(nodes[node].next)
        let isObject = nodes[node].kind == .object
        var child = node + 1
        while child < end {
            children.append(child)
            child = isObject ? Int(nodes[child + 1].next) : Int(nodes[child].next)
        }
        return children
    }

    /// The bytes between the quotes of a string, with the escapes replaced.
    func text(of node: Int) -> [UInt8] {
        let raw = bytes[nodes[node].range]
        return nodes[node].isEscaped ? JSONEscapes.decoded(raw) : Array(raw)
    }

    /// The node of the member's value under a key; the last one wins, as most readers have it.
    func member(_ key: [UInt8], of object: Int) -> Int? {
        var found: Int?
        forEachMember(of: object) { if hasText($0, key) { found = $0 + 1 } }
        return found
    }

    /// Whether a string says a text, whatever its escapes.
    func hasText(_ node: Int, _ text: [UInt8]) -> Bool {
        if nodes[node].isEscaped { return self.text(of: node) == text }
        return ByteEquality.equal(bytes, nodes[node].range, text, 0..<text.count)
    }
}

/// Why a text is not JSON, and where.
struct JSONSyntaxError: Error, Hashable {
    enum Problem: Hashable {
        case unexpectedByte, unexpectedEnd, tooDeep, tooLong
    }

    var problem: Problem
    var offset: Int
}
