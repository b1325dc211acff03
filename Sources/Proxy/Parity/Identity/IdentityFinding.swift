/// What is to be said about two values that stand where an id does.
enum IdentityFinding: Equatable {
    /// They are known to name one thing.
    case known
    /// Neither has another name yet: they may name one thing.
    case new
    /// The answer to a rehearsed write names something that was made in it, and is gone again.
    case minted
    /// One of them names something else already; the pairs that say so.
    case conflict([IdentityPair])
    /// An id in another type, or one that looks like none that was seen there.
    case strange(DifferenceClass)
    /// Ids which are the same on both sides differ here.
    case different
    /// No ids.
    case none

    /// Whether the values are equal up to renaming.
    var isEquivalent: Bool {
        switch self {
        case .known, .new, .minted: true
        case .conflict, .strange, .different, .none: false
        }
    }
}

/// One exchange's view of what is known: finds out what two ids are to each other.
struct IdentityLookup: Sendable {
    let rules: IdentityRules
    let map: IdentityMap
    let shapes: IDShapes
    /// The answers are those to a write whose copy was rolled back.
    let isRehearsal: Bool
    /// When the exchange began, in seconds since 1970.
    let time: Double
    /// Ids are taken to differ wherever nothing tells yet whether they do.
    var presumesRenaming = false

    func finding(_ monolith: LeafValue, _ service: LeafValue, _ domain: String, at place: String) -> IdentityFinding {
        guard Self.isID(monolith), Self.isID(service) else { return monolith == service ? .known : .none }
        let isSame = monolith.text == service.text
        if isSame, monolith.kind != service.kind { return .strange(.type) }
        let space = rules.space(domain)
        let pairs = map[space]
        let known = standing(pairs.pair(monolith: monolith.text))
        if let known, known.service == service.text {
            return changesType(monolith, service, known, space, at: place) ? .strange(.type) : .known
        }
        let others = [known, standing(pairs.pair(service: service.text))].compactMap(\.self)
        guard others.isEmpty else { return .conflict(others) }
        for (value, side) in [(monolith, Comparator.Side.monolith), (service, .service)]
        where shapes.isStrange(IDShape(value), space, at: place, of: side) {
            return .strange(.format)
        }
        if isSame { return .new }
        if isRehearsal { return .minted }
        return pairs.mayRename(rules.assumption(of: domain)) ? .new : .different
    }

    /// Whether two ids of a pair, one a number and the other a string, were both numbers when the pair was learned, or one of
    /// them has had the other type at this place. The same id may well be a number here and a string there.
    private func changesType(
        _ monolith: LeafValue, _ service: LeafValue, _ pair: IdentityPair, _ space: IdentitySpace, at place: String
    ) -> Bool {
        guard monolith.kind != service.kind else { return false }
        return pair.isMonolithNumber && pair.isServiceNumber
            || shapes.changesType(IDShape(monolith), space, at: place, of: .monolith)
            || shapes.changesType(IDShape(service), space, at: place, of: .service)
    }

    /// Whether an id of the service that nobody knows may be the monolith's own.
    func sharesUnknown(_ domain: String) -> Bool {
        let pairs = map[rules.space(domain)]
        let assumption = rules.assumption(of: domain)
        return pairs.sharesUnknown(assumption) && !(presumesRenaming && pairs.isUndecided(assumption))
    }

    /// A pair that was seen only after a rehearsal had begun is of what its primary made: the rehearsal cannot know it.
    private func standing(_ pair: IdentityPair?) -> IdentityPair? {
        guard let pair, isRehearsal, pair.time >= time else { return pair }
        return nil
    }

    /// Text that can be an id: not empty, not too long, without controls.
    static func isID(_ value: LeafValue) -> Bool {
        switch value.kind {
        case .number, .string, .text: break
        case .null, .bool, .array, .object: return false
        }
        return !value.text.isEmpty && value.text.count <= IdentityPair.longest
            && value.text.allSatisfy { $0 > 0x1F && $0 != 0x7F }
            && String(validating: value.text, as: UTF8.self) != nil
    }
}
