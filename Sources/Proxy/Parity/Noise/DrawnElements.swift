/// The elements of a list that the monolith draws from many for each answer: two of its answers have nothing in common, or
/// some elements again by chance, here and there. Which of them stand in another answer, and whether one that the monolith
/// showed stands there too, tells nothing; what tells is the shape of elements.
struct DrawnElements {
    private var shape = ElementShape()
    private var counts: [Int] = []

    private static let limit = 100

    /// nil where order or membership holds among the answers.
    ///
    /// - Parameter answers: the elements of one list in all of the monolith's answers.
    init?(_ answers: [[LeafValue]]) {
        guard answers.count > 1, answers.allSatisfy({ $0.count <= Self.limit }) else { return nil }
        let lists = answers.filter { !$0.isEmpty }.map { Answer($0) }
        let areDrawn = lists.indices.contains { one in
            lists[(one + 1)...].contains { Self.areDrawn(lists[one], $0) }
        }
        guard areDrawn else { return nil }
        counts = answers.map(\.count)
        for element in answers.joined() { shape.add(element) }
    }

    func keeps(_ element: LeafValue) -> Bool { shape.keeps(element) }

    /// Whether a list may have so many elements more than the monolith's first one.
    func mayGrow(by count: Int) -> Bool {
        guard let first = counts.first, let least = counts.min(), let most = counts.max() else { return false }
        let spread = most - least
        return (least - spread...most + spread).contains(first + count)
    }

    private struct Answer {
        let elements: [JSONShape]
        let places: [JSONPointer: [LeafValue]]

        init(_ values: [LeafValue]) {
            elements = values.compactMap { JSONShape($0) }
            var places: [JSONPointer: [LeafValue]] = [:]
            for leaf in values.lazy.flatMap({ ElementShape.leaves(of: $0) }) {
                places[leaf.place, default: []].append(leaf.value)
            }
            self.places = places
        }
    }

    private static func areDrawn(_ one: Answer, _ other: Answer) -> Bool {
        let most = max(one.elements.count, other.elements.count)
        guard most > 1 else { return false }
        let steps = one.elements.indices.compactMap { place in
            other.elements.firstIndex { $0.isSame(as: one.elements[place]) }.map { $0 - place }
        }
        guard let step = steps.first else { return !areHeld(one, other) }
        // A window that moved on keeps all but what fell out of it; what is pinned stays where it is.
        let isWindow = steps.allSatisfy { $0 == step } && (step == 0 || steps.count >= most - abs(step))
        return steps.count * 2 <= most && !isWindow
    }

    /// Whether elements that all differ are the same things all the same: something in them names each, and most of the
    /// names are in both; or something that has several values stands still.
    private static func areHeld(_ one: Answer, _ other: Answer) -> Bool {
        one.places.contains { place, own in
            guard let its = other.places[place], own.count > 1 || its.count > 1 else { return false }
            let (left, right) = (Set(own), Set(its))
            let shorter = min(own.count, its.count)
            let names = left.count == own.count && right.count == its.count && left.allSatisfy(isName)
            if names, left.intersection(right).count * 2 >= shorter { return true }
            return shorter > 1 && (left.count > 1 || right.count > 1) && own.prefix(shorter) == its.prefix(shorter)
        }
    }

    private static func isName(_ value: LeafValue) -> Bool {
        switch value.kind {
        case .string, .text: true
        case .number: value.text.count > 1
        case .null, .bool, .array, .object: false
        }
    }
}
