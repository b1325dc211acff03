extension JSONDiff {
    /// Elements that only one side has are named one by one up to this many; beyond, the lengths are.
    private static let namedSurplus = 8

    /// Arrays are compared by index, unless the elements say more: those that something names are paired by it, others by
    /// being equal, so that one insertion is one difference and a reordering is one of class `order`.
    mutating func compareElements(_ pair: Pair) {
        let left = monolith.children(of: pair.left)
        let right = service.children(of: pair.right)
        if left.isEmpty && right.isEmpty { return }
        let place = monolith.nodes[pair.left].place
        let here = place == PlaceAutomaton.dead ? PlaceRules() : rules.placeRules(place)
        let order = order(of: pair, here)
        let isVector = context.volatility?.isVector(at: path(pair.trail)) ?? false
        if isVector || order == .declared && left.count == right.count && countUnequal(left, right) <= 1 {
            return compareAligned(ArrayAlignment(byPlace: left.count, right.count), left, right, pair, order)
        }
        let likeness = ElementLikeness(
            monolith: monolith, service: service, hashes: valueHashes(), left: left, right: right)
        let alignment = alignment(left, right, here, pair, isOrdered: order == .declared, likeness)
        if alignment.isMoved { differ(.order, pair) }
        compareAligned(alignment, left, right, pair, order)
    }

    /// What the order of an array means.
    private enum Order: Equatable {
        case declared
        /// Nothing, says the rule with this index.
        case ruledOut(Int)
        /// Nothing: the monolith itself varies it.
        case volatile
    }

    private func order(of pair: Pair, _ here: PlaceRules) -> Order {
        if let rule = here.unordered?.rule { return .ruledOut(rule) }
        if let volatility = context.volatility, volatility.isUnordered(at: path(pair.trail)) { return .volatile }
        return .declared
    }

    private func countUnequal(_ left: [Int], _ right: [Int]) -> Int {
        var count = 0
        for (left, right) in zip(left, right) {
            let leftNode = monolith.nodes[left]
            let rightNode = service.nodes[right]
            if leftNode.kind != rightNode.kind || leftNode.range.count != rightNode.range.count
                || !hasEqualBytes(leftNode, rightNode)
            {
                count += 1
                if count > 1 { break }
            }
        }
        return count
    }

    /// The alignment that tells the fewest differences.
    private mutating func alignment(
        _ left: [Int], _ right: [Int], _ here: PlaceRules, _ pair: Pair, isOrdered: Bool, _ likeness: ElementLikeness
    ) -> ArrayAlignment {
        func aligned(_ left: [UInt64], _ right: [UInt64]) -> ArrayAlignment {
            ArrayAlignment(left, right, isOrdered: isOrdered) { likeness.share($0, $1) }
        }
        let declared = here.unordered?.key ?? here.aligned?.key
        var candidates: [ArrayAlignment] = []
        if let keys = ElementKeys(self, left, right, declared: declared, parent: pair) {
            if keys.isCertain, context.volatility?.hasMovingElements(at: path(pair.trail)) ?? false {
                // What came and went is told by name; where names are not known yet, by what the elements say.
                return ArrayAlignment(
                    keys.left, keys.right, isOrdered: isOrdered,
                    pairsOthers: !keys.unknownRight.isEmpty, isStrict: true
                ) { left, right in
                    keys.unknownLeft.contains(left) && keys.unknownRight.contains(right)
                        ? likeness.share(left, right) : 0
                }
            }
            candidates.append(aligned(keys.left, keys.right))
            if declared != nil { return candidates[0] }
            // The same names in the same order say which belong together, however much else differs.
            if keys.isRenamed || keys.isCertain && !isOrdered || keys.left == keys.right { return candidates[0] }
        }
        if isOrdered, left.count == right.count {
            candidates.append(ArrayAlignment(byPlace: left.count, right.count))
        }
        candidates.append(aligned(likeness.leftHashes, likeness.rightHashes))
        let costs = candidates.map { likeness.cost(of: $0) }
        let best = costs.indices.min { costs[$0] < costs[$1] } ?? 0
        return candidates[best]
    }

    private mutating func compareAligned(
        _ alignment: ArrayAlignment, _ left: [Int], _ right: [Int], _ pair: Pair, _ order: Order
    ) {
        if order != .declared, alignment.pairs.contains(where: { $0.left != $0.right }), alignment.surplus == 0 {
            if case .ruledOut(let rule) = order { uses[rule, default: 0] += 1 }
            if order == .volatile { excuseOrder(pair) }
        }
        for element in alignment.pairs {
            if isShortened { return }
            meet(left[element.left], right[element.right], pair, .index(element.left))
        }
        if left.count != right.count, alignment.surplus > Self.namedSurplus { return differ(.length, pair) }
        for index in alignment.onlyLeft where !isShortened { lack(left: left[index], pair, .index(index)) }
        for index in alignment.onlyRight where !isShortened { lack(right: right[index], pair, .index(index)) }
    }

    /// A difference of the two arrays as such.
    private mutating func differ(_ kind: DifferenceClass, _ pair: Pair) {
        differ(kind, pair.left, pair.right, pair, .root)
    }
}

/// How much the elements of two arrays have in common, by the hashes of their members.
struct ElementLikeness {
    let monolith: JSONDocument
    let service: JSONDocument
    let hashes: (monolith: [UInt64], service: [UInt64])
    let left: [Int]
    let right: [Int]

    var leftHashes: [UInt64] { left.map { hashes.monolith[$0] } }
    var rightHashes: [UInt64] { right.map { hashes.service[$0] } }

    /// How many differences an alignment tells, by an estimate that looks one level deep.
    func cost(of alignment: ArrayAlignment) -> Int {
        var cost = alignment.surplus + (alignment.isMoved ? 1 : 0)
        for pair in alignment.pairs {
            let (differing, _) = members(pair.left, pair.right)
            cost += differing
        }
        return cost
    }

    /// 0...1: of the members of two objects, those that are equal; other values are equal or have nothing in common.
    func share(_ left: Int, _ right: Int) -> Double {
        let (differing, all) = members(left, right)
        return all == 0 ? 0 : Double(all - differing) / Double(all)
    }

    /// How many members differ, of how many.
    private func members(_ leftIndex: Int, _ rightIndex: Int) -> (differing: Int, all: Int) {
        let leftNode = left[leftIndex]
        let rightNode = right[rightIndex]
        guard hashes.monolith[leftNode] != hashes.service[rightNode] else { return (0, 1) }
        let kind = monolith.nodes[leftNode].kind
        guard kind == service.nodes[rightNode].kind, kind == .object || kind == .array else { return (1, 1) }
        let leftMembers = memberHashes(of: leftNode, monolith, hashes.monolith)
        let rightMembers = memberHashes(of: rightNode, service, hashes.service)
        var common = 0
        var unmatched: [UInt64: Int] = [:]
        var rest: [UInt64] = []
        for index in 0..<max(leftMembers.count, rightMembers.count) {
            let one = index < leftMembers.count ? leftMembers[index] : nil
            let other = index < rightMembers.count ? rightMembers[index] : nil
            if one == other {
                common += 1
            } else {
                if let one { unmatched[one, default: 0] += 1 }
                if let other { rest.append(other) }
            }
        }
        for hash in rest {
            if let count = unmatched[hash], count > 0 {
                unmatched[hash] = count - 1
                common += 1
            }
        }
        let all = max(leftMembers.count, rightMembers.count)
        return (max(1, all - common), all)
    }

    private func memberHashes(of node: Int, _ document: JSONDocument, _ hashes: [UInt64]) -> [UInt64] {
        let isObject = document.nodes[node].kind == .object
        return document.children(of: node).map { isObject ? hashes[$0] &* 3 ^ hashes[$0 + 1] : hashes[$0] }
    }
}
