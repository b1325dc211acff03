/// What the elements of a list have in common that is drawn anew for each answer: the places in them, and the kind of value
/// at each. Positions mean nothing there, so all elements of all answers are taken together.
struct ElementShape {
    /// The elements are rows of one length, whose columns are places of their own.
    private let isTable: Bool
    private var values: [JSONPointer: [LeafValue]] = [:]
    private var always: Set<JSONPointer> = []
    /// How long the lists within are.
    private var lengths: [JSONPointer: ClosedRange<Int>] = [:]
    private var count = 0

    private static let leafLimit = 500
    private static let mostColumns = 64

    init(isTable: Bool = false) {
        self.isTable = isTable
    }

    /// Whether lists are rows of one length.
    static func areRows(_ elements: some Sequence<LeafValue>) -> Bool {
        var columns: Int?
        for element in elements {
            guard element.kind == .array, let document = try? JSONDocument(element.text) else { return false }
            let count = document.children(of: 0).count
            guard (2...mostColumns).contains(count), count == columns ?? count else { return false }
            columns = count
        }
        return columns != nil
    }

    mutating func add(_ element: LeafValue) {
        let leaves = Self.leaves(of: element, isTable)
        let places = Set(leaves.map(\.place))
        always = count == 0 ? places : always.intersection(places)
        count += 1
        for leaf in leaves { values[leaf.place, default: []].append(leaf.value) }
        for (place, length) in lists(in: element) {
            let known = lengths[place] ?? length...length
            lengths[place] = min(known.lowerBound, length)...max(known.upperBound, length)
        }
    }

    func keeps(_ element: LeafValue) -> Bool {
        let leaves = Self.leaves(of: element, isTable)
        return always.isSubset(of: leaves.map(\.place)) && leaves.allSatisfy { keeps($0.value, at: $0.place) }
            && lists(in: element).allSatisfy { mayBeLength($0.length, at: $0.place) }
    }

    /// Whether elements may be without what is at a place in others.
    func mayLack(_ place: JSONPointer) -> Bool {
        let place = Self.general(place, isTable)
        guard place.tokens.last == "*" else { return !isTable && !always.contains(place) }
        return lengths[JSONPointer(tokens: place.tokens.dropLast())].map { $0.count > 1 } ?? false
    }

    func keeps(_ value: LeafValue, at place: JSONPointer) -> Bool {
        guard let own = values[Self.general(place, isTable)], let first = own.first else { return false }
        guard own.allSatisfy({ $0 == first }) else { return ValueShape(own).keeps(value) }
        // What only a few elements had is the same in them by chance.
        return value == first || own.count < Self.surelyFixed && value.kind == first.kind
    }

    /// Whether a list within an element may be as long as this one.
    func keepsLength(of list: LeafValue, at place: JSONPointer) -> Bool {
        guard let document = try? JSONDocument(list.text) else { return false }
        return mayBeLength(document.children(of: 0).count, at: Self.general(place, isTable))
    }

    private func mayBeLength(_ length: Int, at place: JSONPointer) -> Bool {
        guard let known = lengths[place] else { return true }
        let spread = known.upperBound - known.lowerBound
        return (known.lowerBound - spread...known.upperBound + spread).contains(length)
    }

    private static let surelyFixed = 12

    static func leaves(of element: LeafValue, _ isTable: Bool = false) -> [(place: JSONPointer, value: LeafValue)] {
        written(element).map { (general($0.place, isTable), $0.value) }
    }

    /// The lists within an element that have any elements, with how many.
    private func lists(in element: LeafValue) -> [(place: JSONPointer, length: Int)] {
        var lengths: [JSONPointer: Int] = [:]
        for leaf in Self.written(element) {
            for (depth, token) in leaf.place.tokens.enumerated() {
                guard let index = Int(token) else { continue }
                let list = JSONPointer(tokens: Array(leaf.place.tokens[..<depth]))
                lengths[list] = max(lengths[list] ?? 0, index + 1)
            }
        }
        return lengths.map { (Self.general($0.key, isTable), $0.value) }
    }

    private static func written(_ element: LeafValue) -> [(place: JSONPointer, value: LeafValue)] {
        guard element.kind == .array || element.kind == .object else { return [(JSONPointer(), element)] }
        guard let document = try? JSONDocument(element.text) else { return [] }
        return document.allLeaves(limit: leafLimit).compactMap { leaf in
            if case .body(let place) = leaf.path { (place, leaf.value) } else { nil }
        }
    }

    private static func general(_ place: JSONPointer, _ isTable: Bool) -> JSONPointer {
        let tokens = place.tokens.enumerated()
        return JSONPointer(tokens: tokens.map { Int($1) == nil || isTable && $0 == 0 ? $1 : "*" })
    }
}
