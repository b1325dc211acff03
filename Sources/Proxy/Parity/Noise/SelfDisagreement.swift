/// What the monolith says about itself in one exchange: its answers to one request, held against each other.
struct SelfDisagreement: VolatilityJudge {
    /// As many places are told apart; beyond, differences stay unexplained.
    private static let limit = 20_000

    private var changed: [DifferencePath: [LeafValue]] = [:]
    private var missing: Set<DifferencePath> = []
    private var unordered: Set<DifferencePath> = []
    /// Lists whose elements come and go.
    private var moving: Set<DifferencePath> = []
    private var lists: [DifferencePath: ListMembership] = [:]
    private var maps: [DifferencePath: MapMembership] = [:]
    /// Those of which answers have nothing in common but by chance.
    private var drawn: [DifferencePath: DrawnElements] = [:]
    /// Lists that are known by their places alone.
    private var vectors: Set<DifferencePath> = []
    /// What moves in so many elements of a list that it moves in all of them.
    private var general = GeneralPlaces()

    /// - Parameter context: what the answers are compared under; identity and volatility do not count here.
    init(monolith: Observation, again: [Observation], context: ComparisonContext) {
        var context = context
        context.identity = nil
        context.rules = context.rules.ofOneSide
        context.primary = .monolith
        context.measuresCost = false
        context.isExact = true
        context.serviceBases = context.monolithBases
        context.differenceLimit = Self.limit
        let again = again.filter { $0.status / 100 == monolith.status / 100 }
        let document = Self.document(of: monolith)
        // Lists are found to be unordered from the outside in, and then what is inside them is aligned anew.
        for _ in 0..<3 {
            let known = unordered.count + moving.count + vectors.count
            context.volatility = KnownLists(unordered: unordered, moving: moving, vectors: vectors)
            changed = [:]
            missing = []
            lists = [:]
            maps = [:]
            for answer in again {
                let differences = Comparator.differences(monolith: monolith, service: answer, context: context)
                take(differences, of: document)
                takeLists(differences, document, Self.document(of: answer))
            }
            moving.formUnion(lists.keys)
            if unordered.count + moving.count + vectors.count == known { break }
        }
        guard let document else { return }
        drawn = drawnElements([document] + again.compactMap { Self.document(of: $0) })
        let drawn = drawn.keys.compactMap { path in
            if case .body(let pointer) = path { GeneralPlaces.pattern(of: pointer) } else { nil }
        }
        general = GeneralPlaces(changed: changed, missing: missing, in: document, drawn: Set(drawn))
    }

    /// The lists around what moves, as far as they are drawn from many.
    private func drawnElements(_ answers: [JSONDocument]) -> [DifferencePath: DrawnElements] {
        var places = Set(lists.keys)
        for case .body(let pointer) in Set(changed.keys).union(missing) {
            for (depth, token) in pointer.tokens.enumerated() where Int(token) != nil {
                places.insert(.body(JSONPointer(tokens: Array(pointer.tokens[..<depth]))))
            }
            if places.count > Self.drawnLimit { return [:] }
        }
        var drawn: [DifferencePath: DrawnElements] = [:]
        for place in places {
            let elements = answers.compactMap { $0.elements(at: place) }
            guard elements.count == answers.count else { continue }
            drawn[place] = DrawnElements(elements)
        }
        return drawn
    }

    private static let drawnLimit = 200

    /// Where it disagrees with itself, in the order of the places.
    var leaves: [VolatileLeaf] {
        let values = changed.map { VolatileLeaf(path: $0.key, shape: ValueShape.description(of: $0.value)) }
        let absent = missing.subtracting(changed.keys).map { VolatileLeaf(path: $0, shape: "there or not") }
        let orders = unordered.map { VolatileLeaf(path: $0, shape: "in any order") }
        let members = lists.keys.filter { !unordered.contains($0) }
            .map { VolatileLeaf(path: $0, shape: "other elements") }
        return (values + absent + orders + members).sorted { $0.path.description < $1.path.description }
    }

    func isUnordered(at path: DifferencePath) -> Bool { unordered.contains(path) }

    func isVector(at path: DifferencePath) -> Bool { vectors.contains(path) }

    /// Flags, or numbers of which few differ: that two answers have as many of each is no reordering.
    private static func isVector(_ list: LeafValue) -> Bool {
        guard let document = try? JSONDocument(list.text), document.nodes[0].kind == .array else { return false }
        let elements = document.children(of: 0).map { document.leaf($0) }
        guard !elements.contains(where: { $0.kind == .array || $0.kind == .object }) else { return false }
        let distinct = Set(elements).count
        return distinct < elements.count && (distinct < 3 || distinct * 2 <= elements.count)
    }

    func hasMovingElements(at path: DifferencePath) -> Bool { moving.contains(path) }

    /// Whether a place within the elements of a list moves in any of them.
    private func moves(_ place: JSONPointer, inEach list: DifferencePath) -> Bool {
        guard case .body(let start) = list else { return false }
        return changed.keys.contains { path in
            guard case .body(let pointer) = path, pointer.tokens.count == start.tokens.count + 1 + place.tokens.count
            else { return false }
            return pointer.tokens.starts(with: start.tokens)
                && pointer.tokens.suffix(place.tokens.count).elementsEqual(place.tokens)
        }
    }

    private static func document(of answer: Observation) -> JSONDocument? {
        guard case .success(let body) = BodyReader.read(answer) else { return nil }
        return body.document(preferring: .json)
    }

    func excuses(_ difference: RawDifference) -> Bool {
        if let isExcused = isOfDrawn(difference) { return isExcused }
        switch difference.kind {
        case .order:
            guard !unordered.contains(difference.path) else { return true }
            return isMoved(difference) || drawn[difference.path] != nil
        case .missing:
            if missing.contains(difference.path) || general.mayLack(difference.path) { return true }
            guard let (list, index) = difference.path.element else { return false }
            return lists[list]?.mayLack(index) ?? false
        case .extra:
            guard let value = difference.service else { return false }
            if let (place, _) = difference.path.element, let list = lists[place] {
                return list.mayHave(value, moves: { moves($0, inEach: place) })
            }
            if let own = changed[difference.path] { return ValueShape(own).keeps(value) }
            if let (map, key) = difference.path.member, maps[map]?.mayHave(key, value) ?? false { return true }
            return general.mayLack(difference.path) && general.keeps(nil, value, at: difference.path)
        case .length:
            guard let value = difference.service else { return false }
            if drawn[difference.path]?.keepsAll(of: value) ?? false { return true }
            return lists[difference.path]?.mayBe(value) ?? false
        case .truncated, .latency: return false
        case .status, .header, .type, .value, .format, .encoding:
            guard let value = difference.service else { return missing.contains(difference.path) }
            if let own = changed[difference.path] { return ValueShape(own).keeps(value) }
            // What moves in a whole list may do at one of its places what it does at others.
            return general.keeps(difference.monolith, value, at: difference.path)
        }
    }

    /// Whether each of the scalars that stand elsewhere, stands where something moves.
    private func isMoved(_ difference: RawDifference) -> Bool {
        guard case .body(let list) = difference.path, let own = difference.monolith, let its = difference.service,
            let left = try? JSONDocument(own.text), let right = try? JSONDocument(its.text)
        else { return false }
        let elements = zip(left.children(of: 0), right.children(of: 0)).map { (left.leaf($0), right.leaf($1)) }
        return elements.enumerated().allSatisfy { index, pair in
            guard pair.0 != pair.1 else { return true }
            guard pair.0.kind != .array, pair.0.kind != .object else { return false }
            let path = DifferencePath.body(JSONPointer(tokens: list.tokens + [String(index)]))
            return excuses(RawDifference(path: path, kind: .value, monolith: pair.0, service: pair.1))
        }
    }

    /// Whether what is in an element of a list that is drawn anew is of the shape of these; nil for what is in none.
    private func isOfDrawn(_ difference: RawDifference) -> Bool? {
        guard !drawn.isEmpty, case .body(let pointer) = difference.path else { return nil }
        let excuses = pointer.tokens.indices.compactMap { index -> Bool? in
            guard Int(pointer.tokens[index]) != nil,
                let list = drawn[.body(JSONPointer(tokens: Array(pointer.tokens[..<index])))]
            else { return nil }
            return list.excuses(difference, at: JSONPointer(tokens: Array(pointer.tokens[(index + 1)...])))
        }
        return excuses.isEmpty ? nil : excuses.contains(true)
    }

    /// Lists whose elements were excused one by one, and which are all the same longer or shorter than the monolith's
    /// own ever are.
    func misgrown(_ excused: [Difference]) -> Set<DifferencePath> {
        var growth: [DifferencePath: Int] = [:]
        for difference in excused {
            guard let (list, _) = difference.path.element, lists[list] != nil || drawn[list] != nil else { continue }
            if difference.kind == .missing { growth[list, default: 0] -= 1 }
            if difference.kind == .extra { growth[list, default: 0] += 1 }
        }
        return Set(
            growth.filter { list, count in
                !(lists[list]?.mayGrow(by: count) ?? false) && !(drawn[list]?.mayGrow(by: count) ?? false)
            }.keys)
    }

    /// Looks at lists as wholes, where something in them differs.
    private mutating func takeLists(_ differences: [RawDifference], _ own: JSONDocument?, _ other: JSONDocument?) {
        guard let own, let other else { return }
        var places: Set<DifferencePath> = []
        for difference in differences {
            if difference.kind == .length || difference.kind == .order {
                places.insert(difference.path)
            } else if let (list, _) = difference.path.element {
                places.insert(list)
            }
        }
        for place in places {
            if lists[place] != nil, let left = own.elements(at: place), let right = other.elements(at: place) {
                lists[place]?.stood(left, right)
            }
        }
    }

    private mutating func take(_ differences: [RawDifference], of document: JSONDocument?) {
        var growth: [DifferencePath: Int] = [:]
        defer { for (list, count) in growth { lists[list]?.grew(by: count) } }
        for difference in differences {
            let path = difference.path
            // A key may be a number, too.
            let element = path.element.flatMap { document?.hasList(at: $0.list) ?? false ? $0 : nil }
            switch (difference.kind, difference.monolith, difference.service) {
            case (.order, let own, _):
                if own.map(Self.isVector) ?? false { vectors.insert(path) } else { unordered.insert(path) }
            case (.length, let own?, let other?): lists[path, default: ListMembership()].took(own, other)
            case (.missing, let own, _):
                missing.insert(path)
                if let (list, index) = element {
                    lists[list, default: ListMembership()].lost(index)
                    growth[list, default: 0] -= 1
                } else if let own {
                    changed[path, default: []].append(own)
                }
                if element == nil, let own, let (map, key) = path.member {
                    maps[map, default: MapMembership()].lost(key, own)
                }
            case (.extra, _, let other?):
                if let (list, _) = element {
                    lists[list, default: ListMembership()].won(other)
                    growth[list, default: 0] += 1
                }
                changed[path, default: []].append(other)
                if element == nil, let (map, key) = path.member { maps[map, default: MapMembership()].won(key, other) }
            case (_, let own?, let other?):
                if let (list, index) = path.elementOfName, let document {
                    lists[list, default: ListMembership()].replaced(index, among: document.elementShapes(at: list))
                }
                if changed[path] == nil { changed[path] = [own] }
                changed[path]?.append(other)
            case (_, let own, let other):
                // A field of a head that one of both answers lacks.
                missing.insert(path)
                if let value = own ?? other { changed[path, default: []].append(value) }
            }
        }
    }
}

/// What is known of lists, while the rest is still being found out.
private struct KnownLists: VolatilityJudge {
    var unordered: Set<DifferencePath>
    var moving: Set<DifferencePath>
    var vectors: Set<DifferencePath>

    func excuses(_ difference: RawDifference) -> Bool { false }
    func isUnordered(at path: DifferencePath) -> Bool { unordered.contains(path) }
    func hasMovingElements(at path: DifferencePath) -> Bool { moving.contains(path) }
    func isVector(at path: DifferencePath) -> Bool { vectors.contains(path) }
}
