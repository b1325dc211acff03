/// Places of lists that move in many of the elements: then the monolith varies them in each, and one that stood still in
/// a few answers did so by chance.
struct GeneralPlaces {
    private struct Place {
        var moved: [[LeafValue]] = []
        var isAbsentAtTimes = false

        /// Whether all that moved is of one kind: then it is one member of many elements, and not many that happen to
        /// stand side by side.
        var isOfOneKind: Bool {
            let samples = moved.prefix(6)
            return samples.allSatisfy { values in
                let shape = ValueShape(values)
                return samples.allSatisfy { $0.first.map(shape.keepsKind) ?? true }
            }
        }
    }

    private var places: [JSONPointer: Place] = [:]

    /// At least this many elements move, and at least one of so many.
    private static let leastMoved = 2
    private static let mostPerMoved = 3

    init() {}

    /// - Parameters:
    ///   - changed: the values of the places where the monolith's answers differ.
    ///   - missing: those that some of its answers lack.
    ///   - drawn: lists that are drawn anew, as patterns: few of their elements are there twice, and one that moves is enough.
    init(
        changed: [DifferencePath: [LeafValue]], missing: Set<DifferencePath>, in document: JSONDocument,
        drawn: Set<JSONPointer>
    ) {
        for (path, values) in changed {
            guard let pattern = Self.pattern(of: path) else { continue }
            places[pattern, default: Place()].moved.append(values)
            if missing.contains(path) || values.count == 1 { places[pattern]?.isAbsentAtTimes = true }
        }
        places = places.filter { pattern, place in
            if let last = pattern.tokens.lastIndex(of: "*"), last + 1 < pattern.tokens.count,
                drawn.contains(JSONPointer(tokens: Array(pattern.tokens[..<last])))
            {
                return place.isOfOneKind
            }
            guard place.moved.count >= Self.leastMoved else { return false }
            // Elements of a list themselves are another matter: what comes and goes, and in what order.
            guard pattern.tokens.last != "*" || !place.isAbsentAtTimes else { return false }
            return place.moved.count * Self.mostPerMoved >= document.count(of: pattern) && place.isOfOneKind
        }
    }

    func mayLack(_ path: DifferencePath) -> Bool {
        guard !places.isEmpty, let pattern = Self.pattern(of: path) else { return false }
        return places[pattern]?.isAbsentAtTimes ?? false
    }

    /// - Parameter own: what the monolith has there; it has to be of the kind that moves as well.
    func keeps(_ own: LeafValue?, _ value: LeafValue, at path: DifferencePath) -> Bool {
        guard !places.isEmpty, let pattern = Self.pattern(of: path), let place = places[pattern] else { return false }
        let shape = ValueShape(place.moved.flatMap { $0 })
        return own.map(shape.keepsKind) ?? true && shape.keeps(value)
    }

    /// With `*` for every index; nil for a place that is in no list.
    private static func pattern(of path: DifferencePath) -> JSONPointer? {
        guard case .body(let pointer) = path else { return nil }
        let pattern = pattern(of: pointer)
        return pattern.tokens.contains("*") ? pattern : nil
    }

    static func pattern(of pointer: JSONPointer) -> JSONPointer {
        JSONPointer(tokens: pointer.tokens.map { Int($0) == nil ? $0 : "*" })
    }
}

extension JSONDocument {
    /// How many elements a pattern of a place in lists goes through at its last `*`.
    fileprivate func count(of pattern: JSONPointer) -> Int {
        guard let last = pattern.tokens.lastIndex(of: "*") else { return 0 }
        var reached = [0]
        for token in pattern.tokens[...last] {
            var next: [Int] = []
            for node in reached {
                switch nodes[node].kind {
                case .array where token == "*": next += children(of: node)
                case .object where token == "*": forEachMember(of: node) { next.append($0 + 1) }
                case .object: if let value = member(Array(token.utf8), of: node) { next.append(value) }
                default: break
                }
            }
            reached = next
        }
        return reached.count
    }
}
