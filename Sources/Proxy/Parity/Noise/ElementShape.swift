/// What the elements of a list have in common that is drawn anew for each answer: the places in them, and the kind of value
/// at each. Positions mean nothing there, so all elements of all answers are taken together.
struct ElementShape {
    private var values: [JSONPointer: [LeafValue]] = [:]
    private var always: Set<JSONPointer> = []
    private var count = 0

    private static let leafLimit = 500

    mutating func add(_ element: LeafValue) {
        let leaves = Self.leaves(of: element)
        let places = Set(leaves.map(\.place))
        always = count == 0 ? places : always.intersection(places)
        count += 1
        for leaf in leaves { values[leaf.place, default: []].append(leaf.value) }
    }

    func keeps(_ element: LeafValue) -> Bool {
        let leaves = Self.leaves(of: element)
        return always.isSubset(of: leaves.map(\.place)) && leaves.allSatisfy { keeps($0.value, at: $0.place) }
    }

    func mayLack(_ place: JSONPointer) -> Bool { !always.contains(Self.general(place)) }

    func keeps(_ value: LeafValue, at place: JSONPointer) -> Bool {
        guard let own = values[Self.general(place)], let first = own.first else { return false }
        guard own.allSatisfy({ $0 == first }) else { return ValueShape(own).keeps(value) }
        // What only a few elements had is the same in them by chance.
        return value == first || own.count < Self.surelyFixed && value.kind == first.kind
    }

    private static let surelyFixed = 12

    static func leaves(of element: LeafValue) -> [(place: JSONPointer, value: LeafValue)] {
        guard element.kind == .array || element.kind == .object else { return [(JSONPointer(), element)] }
        guard let document = try? JSONDocument(element.text) else { return [] }
        return document.allLeaves(limit: leafLimit).compactMap { leaf in
            guard case .body(let place) = leaf.path else { return nil }
            return (general(place), leaf.value)
        }
    }

    private static func general(_ place: JSONPointer) -> JSONPointer {
        JSONPointer(tokens: place.tokens.map { Int($0) == nil ? $0 : "*" })
    }

    /// Whether something in the elements holds two lists together, by the place from the front or from the end: a member
    /// that stands still while it has many values.
    static func hasAnchor(_ own: [LeafValue], _ other: [LeafValue]) -> Bool {
        let count = min(own.count, other.count)
        guard count > 0 else { return true }
        let left = own.map { leaves(of: $0) }
        let right = other.map { leaves(of: $0) }
        var seen: [JSONPointer: Set<LeafValue>] = [:]
        for leaf in (left + right).joined() where leaf.value.kind != .bool && leaf.value.kind != .null {
            seen[leaf.place, default: []].insert(leaf.value)
        }
        let telling = Set(seen.filter { $0.value.count * 2 > own.count + other.count || $0.value.count > 12 }.keys)
        let pairings = [zip(left.prefix(count), right.prefix(count)), zip(left.suffix(count), right.suffix(count))]
        return pairings.contains { pairing in
            var moved: Set<JSONPointer> = []
            for (one, two) in pairing {
                let values = Dictionary(two.map { ($0.place, $0.value) }) { first, _ in first }
                for leaf in one where values[leaf.place] != leaf.value { moved.insert(leaf.place) }
            }
            return !telling.isSubset(of: moved)
        }
    }
}
