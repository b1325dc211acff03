/// What an element of a list is known by.
struct JSONShape: Hashable {
    /// Of the whole value.
    private let value: UInt64
    /// Of its `id`, if it has one.
    private let id: UInt64?
    /// Types and keys, two levels deep.
    let structure: UInt64

    init?(_ leaf: LeafValue) {
        switch leaf.kind {
        case .array, .object:
            guard let document = try? JSONDocument(leaf.text) else { return nil }
            self.init(document, 0, document.hashes())
        default:
            var hash = ByteHash(seed: leaf.kind.code)
            let structure = hash.value
            hash.add(leaf.text)
            self.init(value: hash.value, id: nil, structure: structure)
        }
    }

    private init(value: UInt64, id: UInt64?, structure: UInt64) {
        self.value = value
        self.id = id
        self.structure = structure
    }

    private init(_ document: JSONDocument, _ node: Int, _ hashes: [UInt64]) {
        let isObject = document.nodes[node].kind == .object
        self.init(
            value: hashes[node], id: isObject ? document.member(Array("id".utf8), of: node).map { hashes[$0] } : nil,
            structure: Self.structure(of: node, document, depth: 2))
    }

    var hasName: Bool { id != nil }

    static func elements(of leaf: LeafValue) -> [JSONShape]? {
        guard leaf.kind == .array, let document = try? JSONDocument(leaf.text) else { return nil }
        let hashes = document.hashes()
        return document.children(of: 0).map { JSONShape(document, $0, hashes) }
    }

    /// The same thing: by its id where both have one, else by all it says.
    func isSame(as other: JSONShape) -> Bool {
        if let id, let otherID = other.id { return id == otherID && structure == other.structure }
        return value == other.value
    }

    private static func structure(of node: Int, _ document: JSONDocument, depth: Int) -> UInt64 {
        var sum = UInt64(document.nodes[node].kind.rawValue) + 1
        guard depth > 0, document.nodes[node].kind == .object else { return sum }
        document.forEachMember(of: node) { key in
            var member = ByteHash(seed: structure(of: key + 1, document, depth: depth - 1))
            member.add(document.text(of: key))
            sum &+= member.value
        }
        return sum
    }
}

extension LeafValue.Kind {
    fileprivate var code: UInt64 {
        switch self {
        case .null: 1
        case .bool: 2
        case .number: 3
        case .string: 4
        case .array: 5
        case .object: 6
        case .text: 7
        }
    }
}
