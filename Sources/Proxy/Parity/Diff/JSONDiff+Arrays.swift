extension JSONDiff {
    /// Elements that only one side has are named one by one up to this many; beyond, the lengths are.
    private static let namedSurplus = 4

    /// Arrays are compared by index, unless the elements say more: those that carry an `id` are paired by it, others by
    /// being equal, so that one insertion is one difference and a reordering is one of class `order`.
    mutating func compareElements(_ left: Int, _ right: Int) {
        if hasEqualBytes(monolith.nodes[left], service.nodes[right]) { return }
        let leftElements = monolith.children(of: left)
        let rightElements = service.children(of: right)
        if leftElements.count == 1, rightElements.count == 1 {
            compare(leftElements[0], rightElements[0], at: .index(0))
            return
        }
        let hashes = valueHashes()
        let leftHashes = leftElements.map { hashes.monolith[$0] }
        let rightHashes = rightElements.map { hashes.service[$0] }
        if leftHashes == rightHashes { return }

        let leftIDs = monolith.identities(of: leftElements, hashes: hashes.monolith)
        let rightIDs = service.identities(of: rightElements, hashes: hashes.service)
        let alignment: ArrayAlignment
        if let leftIDs, let rightIDs {
            alignment = ArrayAlignment(leftIDs, rightIDs)
        } else {
            alignment = ArrayAlignment(leftHashes, rightHashes)
        }

        if leftIDs == nil || rightIDs == nil, leftElements.count == rightElements.count {
            let differing = zip(leftHashes, rightHashes).count { $0 != $1 }
            if differing <= alignment.cost, !alignment.isReordering {
                for index in leftElements.indices where leftHashes[index] != rightHashes[index] {
                    compare(leftElements[index], rightElements[index], at: .index(index))
                }
                return
            }
        }
        compareAligned(alignment, leftElements, rightElements, left, right)
    }

    private mutating func compareAligned(
        _ alignment: ArrayAlignment, _ leftElements: [Int], _ rightElements: [Int], _ left: Int, _ right: Int
    ) {
        if alignment.isMoved { note(.order, left, right) }
        for pair in alignment.pairs {
            if isShortened { return }
            compare(leftElements[pair.left], rightElements[pair.right], at: .index(pair.left))
        }
        if leftElements.count != rightElements.count, alignment.surplus > Self.namedSurplus {
            noteLength(leftElements.count, rightElements.count)
            return
        }
        for index in alignment.onlyLeft {
            if isShortened { return }
            noteMissing(leftElements[index], at: .index(index))
        }
        for index in alignment.onlyRight {
            if isShortened { return }
            noteExtra(rightElements[index], at: .index(index))
        }
    }
}

extension JSONDocument {
    /// A key for each element made of its `id`; nil unless every element is an object that has a scalar one of its own.
    fileprivate func identities(of elements: [Int], hashes: [UInt64]) -> [UInt64]? {
        let idKey = Array("id".utf8)
        var identities: [UInt64] = []
        identities.reserveCapacity(elements.count)
        for element in elements {
            guard nodes[element].kind == .object, let id = member(idKey, of: element),
                nodes[id].kind == .string || nodes[id].kind == .number
            else { return nil }
            // As text, so that an id that became a string is one difference and not a whole list of them.
            var hash = ByteHash(seed: 0)
            hash.add(text(of: id))
            identities.append(hash.value)
        }
        return Set(identities).count == identities.count ? identities : nil
    }
}
