import HashTreeCollections

/// The one-to-one map of one space. A value: a copy is cheap and never changes, so that it can be handed to each worker.
package struct IdentityPairs: Sendable {
    /// So many pairs are kept; then the oldest go.
    package static let limit = 100_000
    /// So many equal pairs, and no other, tell that the two sides share their ids.
    private static let proof = 8

    private var byMonolith: TreeDictionary<[UInt8], IdentityPair> = [:]
    /// The monolith's name of each of the service's.
    private var byService: TreeDictionary<[UInt8], [UInt8]> = [:]
    /// The monolith's names in the order learned, from `oldest` on.
    private var order: TreeDictionary<UInt64, [UInt8]> = [:]
    private var oldest: UInt64 = 0
    private var next: UInt64 = 0
    /// How many pairs were learned whose two ids differ.
    private var differing = 0

    package init() {}

    package var count: Int { byMonolith.count }

    package func pair(monolith id: [UInt8]) -> IdentityPair? { byMonolith[id] }

    package func pair(service id: [UInt8]) -> IdentityPair? { byService[id].flatMap { byMonolith[$0] } }

    /// Adds a pair; one that would break one-to-one is left out.
    ///
    /// - Returns: whether it was added.
    @discardableResult
    package mutating func insert(_ pair: IdentityPair) -> Bool {
        guard byMonolith[pair.monolith] == nil, byService[pair.service] == nil else { return false }
        byMonolith[pair.monolith] = pair
        byService[pair.service] = pair.monolith
        order[next] = pair.monolith
        next += 1
        if !pair.isSame { differing += 1 }
        while byMonolith.count > Self.limit, oldest < next { removeOldest() }
        return true
    }

    private mutating func removeOldest() {
        if let id = order.removeValue(forKey: oldest), let pair = byMonolith.removeValue(forKey: id) {
            byService.removeValue(forKey: pair.service)
        }
        oldest += 1
    }

    /// Whether an id that is not in the map goes to the other side as it is: nothing says that the ids differ.
    package func sharesUnknown(_ assumption: IdentityAssumption) -> Bool {
        switch assumption {
        case .same: true
        case .differ: false
        case .learned: differing == 0
        }
    }

    /// Nothing tells yet whether the two sides share their ids.
    package func isUndecided(_ assumption: IdentityAssumption) -> Bool {
        assumption == .learned && differing == 0 && count < Self.proof
    }

    /// Whether two ids that differ, neither of them in the map, may be names of one thing.
    func mayRename(_ assumption: IdentityAssumption) -> Bool {
        switch assumption {
        case .same: false
        case .differ: true
        case .learned: differing > 0 || count < Self.proof
        }
    }
}

/// The maps of all spaces.
package struct IdentityMap: Sendable {
    private var spaces: [IdentitySpace: IdentityPairs] = [:]

    package init() {}

    package var isEmpty: Bool { spaces.isEmpty }

    package subscript(space: IdentitySpace) -> IdentityPairs {
        get { spaces[space] ?? IdentityPairs() }
        set { spaces[space] = newValue }
    }

    package mutating func forget(_ space: IdentitySpace) { spaces[space] = nil }
}
