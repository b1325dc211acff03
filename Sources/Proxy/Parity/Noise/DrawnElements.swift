/// The elements of a list that the monolith draws from many for each answer: two of its answers have nothing in common, or
/// some elements again by chance, here and there. Which of them stand in another answer, and whether one that the monolith
/// showed stands there too, tells nothing; what tells is the shape of elements.
struct DrawnElements {
    private var shape: ElementShape
    private var counts: [Int] = []
    /// Elements of the first answer that are in all of them at their places.
    private var pinned: Set<Int> = []

    private static let limit = 100

    /// nil where order or membership holds among the answers.
    ///
    /// - Parameter answers: the elements of one list in all of the monolith's answers, oldest first.
    init?(_ answers: [[LeafValue]]) {
        guard answers.count > 1, answers.allSatisfy({ $0.count <= Self.limit }) else { return nil }
        let lists = answers.filter { !$0.isEmpty }
        let overlap = Overlap(lists.map { $0.compactMap { JSONShape($0) } })
        // One or none, and another one each time.
        let isNowAndThen =
            lists.count < answers.count && lists.allSatisfy { $0.count == 1 }
            && Set(lists.joined()).count == lists.count
        guard isNowAndThen || overlap.isChance && !HeldElements.areHeld(lists) else { return nil }
        if lists.count == answers.count { pinned = overlap.pinned }
        counts = answers.map(\.count)
        shape = ElementShape(isTable: ElementShape.areRows(answers.joined()))
        for element in answers.joined() { shape.add(element) }
    }

    /// - Parameter place: within an element; empty for the element itself.
    func excuses(_ difference: RawDifference, at place: JSONPointer) -> Bool {
        if difference.kind != .extra, place.tokens.isEmpty, isPinned(difference.path) { return false }
        guard let value = difference.service else { return place.tokens.isEmpty || shape.mayLack(place) }
        switch difference.kind {
        case .order: return false
        case .length: return shape.keepsLength(of: value, at: place)
        case .extra where Int(place.tokens.last ?? "") != nil:
            return shape.mayLack(place) && shape.keeps(value, at: place)
        default: return place.tokens.isEmpty ? shape.keeps(value) : shape.keeps(value, at: place)
        }
    }

    private func isPinned(_ path: DifferencePath) -> Bool { path.element.map { pinned.contains($0.index) } ?? false }

    /// Whether a whole list may be one of these.
    func keepsAll(of list: LeafValue) -> Bool {
        guard let document = try? JSONDocument(list.text) else { return false }
        let elements = document.children(of: 0)
        return isLength(elements.count) && elements.allSatisfy { shape.keeps(document.leaf($0)) }
    }

    /// Whether a list may have so many elements more than the monolith's first one.
    func mayGrow(by count: Int) -> Bool {
        counts.first.map { isLength($0 + count) } ?? false
    }

    /// Of how long lists are a few answers tell little; but that there is nothing, they would show.
    private func isLength(_ count: Int) -> Bool {
        guard let least = counts.min(), let most = counts.max(), count > 0 || least == 0 else { return false }
        let spread = 2 * (most - least)
        return (least - spread...most + spread).contains(count)
    }
}

/// What several answers' lists have in common, element by element.
private struct Overlap {
    private let answers: [[JSONShape]]

    init(_ answers: [[JSONShape]]) {
        self.answers = answers
    }

    /// Whether what they share looks drawn: half at most of two answers' elements, more where they stand in another order, or
    /// one that was gone and is back. A list that lost and won a few keeps more, and a window that moved on keeps all but
    /// what fell out of it, side by side.
    var isChance: Bool {
        answers.indices.contains { one in
            answers[(one + 1)...].contains { Self.isChance(answers[one], $0) }
        } || someCameBack
    }

    private static func isChance(_ one: [JSONShape], _ other: [JSONShape]) -> Bool {
        let most = max(one.count, other.count)
        let places = one.map { element in other.firstIndex { $0.isSame(as: element) } }
        let shared = places.compactMap { $0 }
        guard most > 1, shared.count < min(one.count, other.count) || shared.isEmpty else { return false }
        if shared.count * 2 > most {
            let isInOrder = zip(shared, shared.dropFirst()).allSatisfy { $0 < $1 }
            return !isInOrder && shared.count * 4 <= most * 3
        }
        let steps = Set(places.indices.compactMap { place in places[place].map { $0 - place } })
        return !(shared.count > 1 && steps.count == 1 && shared.count >= most - abs(steps.first ?? 0))
    }

    /// Whether an element that fell out of a list is in it again, and half of them at most are in all answers.
    private var someCameBack: Bool {
        guard answers.count > 2, answers.contains(where: { $0.count > 1 }), let least = answers.map(\.count).min()
        else {
            return false
        }
        let steady = answers[0].count { element in answers.allSatisfy { Self.has($0, element) } }
        guard steady * 2 <= least else { return false }
        return answers.indices.dropFirst().dropLast().contains { gap in
            answers[..<gap].joined().contains { element in
                !Self.has(answers[gap], element) && answers[(gap + 1)...].contains { Self.has($0, element) }
            }
        }
    }

    /// The places at which all answers have the same element, and more often than chance would have it.
    var pinned: Set<Int> {
        let first = answers[0]
        let all = answers.joined().reduce(into: [JSONShape]()) { if !Self.has($0, $1) { $0.append($1) } }
        var likelihood = Double(first.count)
        for _ in answers.dropFirst() { likelihood /= Double(all.count) }
        guard likelihood < Self.unlikely else { return [] }
        return Set(
            first.indices.filter { place in
                answers.allSatisfy { $0.indices.contains(place) && $0[place].isSame(as: first[place]) }
            })
    }

    private static let unlikely = 0.1

    private static func has(_ answer: [JSONShape], _ element: JSONShape) -> Bool {
        answer.contains { $0.isSame(as: element) }
    }
}
