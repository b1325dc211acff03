/// What the elements of a list have in common that is drawn anew for each answer: the places in them, and the kind of value
/// at each. Positions mean nothing there, so all elements of all answers are taken together.
struct ElementShape {
    private var values: [JSONPointer: [LeafValue]] = [:]
    private var always: Set<JSONPointer> = []
    /// How long the lists within are.
    private var lengths: [JSONPointer: ClosedRange<Int>] = [:]
    private var count = 0

    private static let leafLimit = 500

    mutating func add(_ element: LeafValue) {
        let leaves = Self.leaves(of: element)
        let places = Set(leaves.map(\.place))
        always = count == 0 ? places : always.intersection(places)
        count += 1
        for leaf in leaves { values[leaf.place, default: []].append(leaf.value) }
        for (place, length) in Self.lists(in: element) {
            let known = lengths[place] ?? length...length
            lengths[place] = min(known.lowerBound, length)...max(known.upperBound, length)
        }
    }

    func keeps(_ element: LeafValue) -> Bool {
        let leaves = Self.leaves(of: element)
        return always.isSubset(of: leaves.map(\.place)) && leaves.allSatisfy { keeps($0.value, at: $0.place) }
            && Self.lists(in: element).allSatisfy { mayBeLength($0.length, at: $0.place) }
    }

    /// Whether elements may be without what is at a place in others.
    func mayLack(_ place: JSONPointer) -> Bool {
        let place = Self.general(place)
        guard place.tokens.last == "*" else { return !always.contains(place) }
        return lengths[JSONPointer(tokens: place.tokens.dropLast())].map { $0.count > 1 } ?? false
    }

    func keeps(_ value: LeafValue, at place: JSONPointer) -> Bool {
        guard let own = values[Self.general(place)], let first = own.first else { return false }
        guard own.allSatisfy({ $0 == first }) else { return ValueShape(own).keeps(value) }
        // What only a few elements had is the same in them by chance.
        return value == first || own.count < Self.surelyFixed && value.kind == first.kind
    }

    /// Whether a list within an element may be as long as this one.
    func keepsLength(of list: LeafValue, at place: JSONPointer) -> Bool {
        guard let document = try? JSONDocument(list.text) else { return false }
        return mayBeLength(document.children(of: 0).count, at: Self.general(place))
    }

    private func mayBeLength(_ length: Int, at place: JSONPointer) -> Bool {
        guard let known = lengths[place] else { return true }
        let spread = known.upperBound - known.lowerBound
        return (known.lowerBound - spread...known.upperBound + spread).contains(length)
    }

    private static let surelyFixed = 12

    static func leaves(of element: LeafValue) -> [(place: JSONPointer, value: LeafValue)] {
        written(element).map { (general($0.place), $0.value) }
    }

    /// The lists within an element that have any elements, with how many.
    private static func lists(in element: LeafValue) -> [(place: JSONPointer, length: Int)] {
        var lengths: [JSONPointer: Int] = [:]
        for leaf in written(element) {
            for (depth, token) in leaf.place.tokens.enumerated() {
                guard let index = Int(token) else { continue }
                let list = JSONPointer(tokens: Array(leaf.place.tokens[..<depth]))
                lengths[list] = max(lengths[list] ?? 0, index + 1)
            }
        }
        return lengths.map { (general($0.key), $0.value) }
    }

    private static func written(_ element: LeafValue) -> [(place: JSONPointer, value: LeafValue)] {
        guard element.kind == .array || element.kind == .object else { return [(JSONPointer(), element)] }
        guard let document = try? JSONDocument(element.text) else { return [] }
        return document.allLeaves(limit: leafLimit).compactMap { leaf in
            if case .body(let place) = leaf.path { (place, leaf.value) } else { nil }
        }
    }

    private static func general(_ place: JSONPointer) -> JSONPointer {
        JSONPointer(tokens: place.tokens.map { Int($0) == nil ? $0 : "*" })
    }
}
