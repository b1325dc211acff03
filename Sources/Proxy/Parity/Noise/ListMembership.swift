/// Which elements of a list come and go between the monolith's own answers.
///
/// A window that moves on (the latest trades) and a list that grows only explain what the monolith shows of it at some
/// time. Elements that it never showed are noise only in a list that it draws anew for each answer, and only in its shape.
struct ListMembership {
    /// Indices in the monolith's first answer of elements that a later one lacks.
    private var gone: Set<Int> = []
    /// Elements that only later answers have.
    private var come: [JSONShape] = []
    /// The same as values, as far as they are known.
    private var comeValues: [LeafValue] = []
    /// Whole lists, where two of them differed in too many elements to be named one by one.
    private var arrays: [[JSONShape]] = []
    /// The same of all answers, however they differed.
    private var wholes: [[JSONShape]] = []
    private var leastGrowth = 0
    private var mostGrowth = 0

    mutating func lost(_ index: Int) { gone.insert(index) }

    /// One of the monolith's later answers has so many elements more than its first one, or fewer.
    mutating func grew(by count: Int) {
        leastGrowth = min(leastGrowth, count)
        mostGrowth = max(mostGrowth, count)
    }

    /// Whether the service's list may have so many elements more than the monolith's first one.
    func mayGrow(by count: Int) -> Bool {
        let spread = mostGrowth - leastGrowth
        return (leastGrowth - spread...mostGrowth + spread).contains(count)
    }

    /// Another element stands in the place of one.
    mutating func replaced(_ index: Int, among elements: [JSONShape]) {
        gone.insert(index)
        come += elements.filter { element in !come.contains { $0.structure == element.structure } }
    }

    /// Two of the monolith's lists as they stand.
    mutating func stood(_ own: [LeafValue], _ other: [LeafValue]) {
        guard !own.isEmpty, !other.isEmpty, own.count <= Self.standingLimit, other.count <= Self.standingLimit else {
            return
        }
        if wholes.isEmpty { wholes.append(own.compactMap { JSONShape($0) }) }
        wholes.append(other.compactMap { JSONShape($0) })
    }

    private static let standingLimit = 500

    mutating func won(_ element: LeafValue) {
        guard let shape = JSONShape(element) else { return }
        come.append(shape)
        comeValues.append(element)
    }

    mutating func took(_ own: LeafValue, _ other: LeafValue) {
        guard let own = JSONShape.elements(of: own), let other = JSONShape.elements(of: other) else { return }
        if arrays.isEmpty { arrays.append(own) }
        arrays.append(other)
        grew(by: other.count - own.count)
    }

    func mayLack(_ index: Int) -> Bool {
        if gone.contains(index) { return true }
        guard let first = arrays.first, first.indices.contains(index) else { return false }
        return arrays.dropFirst().contains { !$0.contains { $0.isSame(as: first[index]) } }
    }

    /// - Parameter moves: whether a place within the elements moves; only there one that the monolith showed may differ.
    func mayHave(_ element: LeafValue, moves: (JSONPointer) -> Bool) -> Bool {
        guard let shape = JSONShape(element) else { return false }
        let known = comeValues.filter { JSONShape($0)?.isSame(as: shape) ?? false }
        if !known.isEmpty { return known.contains { Self.differ($0, element, onlyWhere: moves) } }
        return come.contains { $0.isSame(as: shape) }
            || arrays.dropFirst().contains { $0.contains { $0.isSame(as: shape) } }
    }

    private static func differ(_ own: LeafValue, _ its: LeafValue, onlyWhere moves: (JSONPointer) -> Bool) -> Bool {
        if own == its { return true }
        guard let left = try? JSONDocument(own.text), let right = try? JSONDocument(its.text) else { return false }
        var diff = JSONDiff(monolith: left, service: right, context: ComparisonContext(ComparisonRules()))
        diff.run()
        return !diff.isShortened
            && diff.findings.allSatisfy { finding in
                guard case .body(let place) = diff.path(finding.trail), let value = finding.right else { return false }
                guard moves(place), let left = finding.left else { return false }
                return ValueShape([diff.monolith.leaf(left)]).keeps(diff.service.leaf(value))
            }
    }

    /// Whether the service's whole list may be one of the monolith's.
    func mayBe(_ array: LeafValue) -> Bool {
        let arrays = arrays.count > 1 ? arrays : wholes
        guard let elements = JSONShape.elements(of: array), let first = arrays.first else { return false }
        let counts = arrays.map(\.count)
        guard let least = counts.min(), let most = counts.max() else { return false }
        let spread = most - least
        guard elements.count >= max(least - spread, min(least, 1)), elements.count <= most + spread else {
            return false
        }
        let isKept = first.allSatisfy { element in
            elements.contains { $0.isSame(as: element) }
                || arrays.contains { !$0.contains { $0.isSame(as: element) } }
        }
        return isKept && elements.allSatisfy { element in arrays.contains { $0.contains { $0.isSame(as: element) } } }
    }
}
