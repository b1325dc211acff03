extension JSONDiff {
    /// Members are paired by key, whatever their order; of members that share a key the first is paired with the first.
    mutating func compareMembers(_ left: Int, _ right: Int) {
        let leftEnd = Int(monolith.nodes[left].next)
        let rightEnd = Int(service.nodes[right].next)
        var leftKey = left + 1
        var rightKey = right + 1
        // Both sides mostly write the same keys in the same order.
        while leftKey < leftEnd, rightKey < rightEnd, hasEqualText(leftKey, rightKey) {
            compare(leftKey + 1, rightKey + 1, at: .key(leftKey))
            leftKey = Int(monolith.nodes[leftKey + 1].next)
            rightKey = Int(service.nodes[rightKey + 1].next)
        }
        guard leftKey < leftEnd || rightKey < rightEnd else { return }
        comparePaired(
            members(of: monolith, from: leftKey, to: leftEnd), members(of: service, from: rightKey, to: rightEnd))
    }

    private typealias Member = (name: [UInt8], key: Int)

    /// Merges two lists that are sorted by name.
    private mutating func comparePaired(_ left: [Member], _ right: [Member]) {
        var leftIndex = 0
        var rightIndex = 0
        while leftIndex < left.count || rightIndex < right.count {
            if isShortened { return }
            if rightIndex == right.count {
                noteMissing(left[leftIndex].key + 1, at: .key(left[leftIndex].key))
                leftIndex += 1
            } else if leftIndex == left.count {
                noteExtra(right[rightIndex].key + 1, at: .serviceKey(right[rightIndex].key))
                rightIndex += 1
            } else if left[leftIndex].name == right[rightIndex].name {
                compare(left[leftIndex].key + 1, right[rightIndex].key + 1, at: .key(left[leftIndex].key))
                leftIndex += 1
                rightIndex += 1
            } else if left[leftIndex].name.lexicographicallyPrecedes(right[rightIndex].name) {
                noteMissing(left[leftIndex].key + 1, at: .key(left[leftIndex].key))
                leftIndex += 1
            } else {
                noteExtra(right[rightIndex].key + 1, at: .serviceKey(right[rightIndex].key))
                rightIndex += 1
            }
        }
    }

    /// Sorted by name; members that share one stay in the order written.
    private func members(of document: JSONDocument, from start: Int, to end: Int) -> [Member] {
        var members: [Member] = []
        var key = start
        while key < end {
            members.append((document.text(of: key), key))
            key = Int(document.nodes[key + 1].next)
        }
        members.sort { left, right in
            if left.name == right.name { return left.key < right.key }
            return left.name.lexicographicallyPrecedes(right.name)
        }
        return members
    }
}
