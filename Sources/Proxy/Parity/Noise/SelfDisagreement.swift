/// What the monolith says about itself in one exchange: its answers to one request, held against each other.
struct SelfDisagreement: VolatilityJudge {
    /// As many places are told apart; beyond, differences stay unexplained.
    private static let limit = 20_000

    private var changed: [DifferencePath: [LeafValue]] = [:]
    private var missing: Set<DifferencePath> = []
    private var unordered: Set<DifferencePath> = []
    private var lists: [DifferencePath: ListMembership] = [:]

    /// - Parameter context: what the answers are compared under; identity and volatility do not count here.
    init(monolith: Observation, again: [Observation], context: ComparisonContext) {
        var context = context
        context.identity = nil
        context.primary = .monolith
        context.measuresCost = false
        context.serviceBases = context.monolithBases
        context.differenceLimit = Self.limit
        let again = again.filter { $0.status / 100 == monolith.status / 100 }
        // Lists are found to be unordered from the outside in, and then what is inside them is aligned anew.
        for _ in 0..<3 {
            let known = unordered.count
            context.volatility = UnorderedLists(paths: unordered)
            changed = [:]
            missing = []
            lists = [:]
            for answer in again { take(Comparator.differences(monolith: monolith, service: answer, context: context)) }
            if unordered.count == known { break }
        }
    }

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

    func excuses(_ difference: RawDifference) -> Bool {
        switch difference.kind {
        case .order: return unordered.contains(difference.path)
        case .missing:
            if missing.contains(difference.path) { return true }
            guard let (list, index) = difference.path.element else { return false }
            return lists[list]?.mayLack(index) ?? false
        case .extra:
            guard let value = difference.service else { return false }
            if let own = changed[difference.path] { return ValueShape(own).keeps(value) }
            guard let (list, _) = difference.path.element else { return false }
            return lists[list]?.mayHave(value) ?? false
        case .length:
            guard let value = difference.service else { return false }
            return lists[difference.path]?.mayBe(value) ?? false
        case .truncated, .latency: return false
        case .status, .header, .type, .value, .format, .encoding:
            guard let own = changed[difference.path] else { return false }
            // A field that one side lacks has no shape; it is noise where the monolith lacks it at times.
            guard let value = difference.service else { return missing.contains(difference.path) }
            return ValueShape(own).keeps(value)
        }
    }

    private mutating func take(_ differences: [RawDifference]) {
        for difference in differences {
            let path = difference.path
            switch (difference.kind, difference.monolith, difference.service) {
            case (.order, _, _): unordered.insert(path)
            case (.length, let own?, let other?): lists[path, default: ListMembership()].took(own, other)
            case (.missing, let own, _):
                missing.insert(path)
                if let (list, index) = path.element {
                    lists[list, default: ListMembership()].lost(index)
                } else if let own {
                    changed[path, default: []].append(own)
                }
            case (.extra, _, let other?):
                if let (list, _) = path.element { lists[list, default: ListMembership()].won(other) }
                changed[path, default: []].append(other)
            case (_, let own?, let other?):
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

/// The lists that are known to come in any order, while the rest is still being found out.
private struct UnorderedLists: VolatilityJudge {
    var paths: Set<DifferencePath>

    func excuses(_ difference: RawDifference) -> Bool { false }
    func isUnordered(at path: DifferencePath) -> Bool { paths.contains(path) }
}

extension DifferencePath {
    /// The list and the index, where the last step of the path may be one.
    var element: (list: DifferencePath, index: Int)? {
        guard case .body(let pointer) = self, let last = pointer.tokens.last, let index = Int(last), index >= 0 else {
            return nil
        }
        return (.body(JSONPointer(tokens: Array(pointer.tokens.dropLast()))), index)
    }
}
