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
    /// The elements of all answers, where they are scalars and the list is as long as it happens to be.
    private var scalars: [LeafValue] = []
    private var mostShared = 0
    /// Two answers share elements at places that no window explains.
    private var isScattered = false
    /// The elements have no names, and nothing in them holds two answers together.
    private(set) var isRedrawn = false
    /// All elements of all answers.
    private var elements: [LeafValue] = []

    /// What they have in common.
    var elementShape: ElementShape {
        var shape = ElementShape()
        for element in elements { shape.add(element) }
        return shape
    }
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
        // Of how long lists are that are drawn anew a few tell little.
        let spread = (mostGrowth - leastGrowth) * (mayComeInAnyOrder ? 2 : 1)
        return (leastGrowth - spread...mostGrowth + spread).contains(count)
    }

    /// Another element stands in the place of one.
    mutating func replaced(_ index: Int, among elements: [JSONShape]) {
        gone.insert(index)
        come += elements.filter { element in !come.contains { $0.structure == element.structure } }
    }

    /// One of the monolith's later answers has so many elements of its first one.
    mutating func shared(_ count: Int) { mostShared = max(mostShared, count) }

    /// Two of the monolith's lists as they stand. What is drawn from many has some elements again by chance, here and
    /// there; a window that moved on has all that it kept at one of its ends, and a list that changed here and there
    /// kept most.
    mutating func stood(_ own: [LeafValue], _ other: [LeafValue]) {
        guard !own.isEmpty, !other.isEmpty, own.count <= Self.standingLimit, other.count <= Self.standingLimit else {
            return
        }
        if elements.isEmpty { elements = own }
        elements += other
        let shapes = (own.compactMap { JSONShape($0) }, other.compactMap { JSONShape($0) })
        if wholes.isEmpty { wholes.append(shapes.0) }
        wholes.append(shapes.1)
        stood(shapes.0, shapes.1)
        if own.count != other.count, own[0].kind == .object, !(JSONShape(own[0])?.hasName ?? true),
            !ElementShape.hasAnchor(own, other)
        {
            isRedrawn = true
        }
    }

    private mutating func stood(_ own: [JSONShape], _ other: [JSONShape]) {
        guard own.count <= Self.standingLimit, other.count <= Self.standingLimit else { return }
        let steps = own.indices.compactMap { place in
            other.firstIndex { $0.isSame(as: own[place]) }.map { $0 - place }
        }
        guard steps.count >= 2, steps.count * 2 <= own.count else { return }
        let isWindow = Set(steps).count == 1 && steps.count == max(own.count, other.count) - abs(steps[0])
        if !isWindow { isScattered = true }
    }

    private static let standingLimit = 500

    /// Nothing is known of the order in a list that is drawn anew.
    var mayComeInAnyOrder: Bool { isDrawn(false) }

    /// A list of scalars that has another length in a later answer, and little in common with the first.
    mutating func drew(_ own: [LeafValue], _ other: [LeafValue]) {
        grew(by: other.count - own.count)
        guard own.count != other.count || !scalars.isEmpty else { return }
        let all = Set(own)
        guard other.count(where: all.contains) * 2 <= other.count else { return }
        if scalars.isEmpty { scalars = own }
        scalars += other
    }

    /// Whether one of the elements may be this scalar, drawn anew for each answer.
    func mayDraw(_ value: LeafValue) -> Bool { !scalars.isEmpty && ValueShape(scalars).keeps(value) }

    var isDrawnAnew: Bool { !scalars.isEmpty }

    /// Whether a whole list of scalars is drawn as the monolith's are.
    func mayDrawAll(_ array: LeafValue, growth: Int) -> Bool {
        guard isDrawnAnew, mayGrow(by: growth), let document = try? JSONDocument(array.text) else { return false }
        let elements = document.children(of: 0)
        return !elements.isEmpty && elements.allSatisfy { mayDraw(document.leaf($0)) }
    }

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
        shared(own.count { element in other.contains { $0.isSame(as: element) } })
    }

    func mayLack(_ index: Int, isUnordered: Bool) -> Bool {
        if gone.contains(index) || isDrawn(isUnordered) { return true }
        guard let first = arrays.first, first.indices.contains(index) else { return false }
        return arrays.dropFirst().contains { !$0.contains { $0.isSame(as: first[index]) } }
    }

    /// - Parameter moves: whether a place within the elements moves; only there one that the monolith showed may differ.
    func mayHave(_ element: LeafValue, isUnordered: Bool, moves: (JSONPointer) -> Bool) -> Bool {
        guard let shape = JSONShape(element) else { return false }
        let known = comeValues.filter { JSONShape($0)?.isSame(as: shape) ?? false }
        if !known.isEmpty { return known.contains { Self.differ($0, element, onlyWhere: moves) } }
        if come.contains(where: { $0.isSame(as: shape) }) { return true }
        if arrays.dropFirst().contains(where: { $0.contains { $0.isSame(as: shape) } }) { return true }
        return isDrawn(isUnordered) && (come + arrays.joined()).contains { $0.structure == shape.structure }
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
    func mayBe(_ array: LeafValue, isUnordered: Bool) -> Bool {
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
        let structures = Set(arrays.joined().map(\.structure))
        return isKept
            && elements.allSatisfy { element in
                arrays.contains { $0.contains { $0.isSame(as: element) } }
                    || (isDrawn(isUnordered) && structures.contains(element.structure))
            }
    }

    /// Drawn anew for each answer. A window that moves on keeps elements, and keeps them in order.
    func isDrawn(_ isUnordered: Bool) -> Bool {
        changesBothWays && (mostShared < 2 || isUnordered || isScattered)
    }

    /// Elements both come and go.
    private var changesBothWays: Bool {
        if !gone.isEmpty && !come.isEmpty { return true }
        guard let first = arrays.first else { return false }
        return arrays.dropFirst().contains { other in
            first.contains { element in !other.contains { $0.isSame(as: element) } }
                && other.contains { element in !first.contains { $0.isSame(as: element) } }
        }
    }
}

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

    static func elements(of leaf: LeafValue) -> [JSONShape]? {
        guard leaf.kind == .array, let document = try? JSONDocument(leaf.text) else { return nil }
        let hashes = document.hashes()
        return document.children(of: 0).map { JSONShape(document, $0, hashes) }
    }

    var hasName: Bool { id != nil }

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
