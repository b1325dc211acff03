extension JSONDiff {
    /// Members are paired by key, whatever their order; of members that share a key the first is paired with the first.
    mutating func compareMembers(_ pair: Pair) {
        let place = monolith.nodes[pair.left].place
        let renames = place == PlaceAutomaton.dead ? [] : rules.placeRules(place).renames
        let leftEnd = Int(monolith.nodes[pair.left].next)
        let rightEnd = Int(service.nodes[pair.right].next)
        var leftKey = pair.left + 1
        var rightKey = pair.right + 1
        // Both sides mostly write the same keys in the same order.
        while renames.isEmpty, leftKey < leftEnd, rightKey < rightEnd, hasEqualText(leftKey, rightKey) {
            meet(leftKey + 1, rightKey + 1, pair, .key(leftKey))
            leftKey = Int(monolith.nodes[leftKey + 1].next)
            rightKey = Int(service.nodes[rightKey + 1].next)
        }
        guard leftKey < leftEnd || rightKey < rightEnd else { return }
        let left = Self.members(of: monolith, from: leftKey, to: leftEnd) { name in
            renames.first { $0.monolith == name }?.service
        }
        let right = Self.members(of: service, from: rightKey, to: rightEnd) { _ in nil }
        comparePaired(left, right, renames, pair)
    }

    private struct Member {
        var hash: UInt64
        var key: Int
    }

    /// Merges two lists that are sorted by name.
    private mutating func comparePaired(
        _ left: [Member], _ right: [Member], _ renames: [PlaceRules.Rename], _ pair: Pair
    ) {
        var both: [(left: Int, right: Int)] = []
        var onlyLeft: [Int] = []
        var onlyRight: [Int] = []
        var leftIndex = 0
        var rightIndex = 0
        while leftIndex < left.count || rightIndex < right.count {
            if rightIndex == right.count || leftIndex < left.count && left[leftIndex].hash < right[rightIndex].hash {
                onlyLeft.append(left[leftIndex].key)
                leftIndex += 1
            } else if leftIndex == left.count || right[rightIndex].hash < left[leftIndex].hash {
                onlyRight.append(right[rightIndex].key)
                rightIndex += 1
            } else {
                if areSameMember(left[leftIndex].key, right[rightIndex].key, renames) {
                    both.append((left[leftIndex].key, right[rightIndex].key))
                } else {
                    onlyLeft.append(left[leftIndex].key)
                    onlyRight.append(right[rightIndex].key)
                }
                leftIndex += 1
                rightIndex += 1
            }
        }
        for (leftKey, rightKey) in both.sorted(by: { $0.left < $1.left }) {
            if isShortened { return }
            meet(leftKey + 1, rightKey + 1, pair, .key(leftKey))
        }
        let likeNames = likeNames(onlyLeft, onlyRight)
        for key in onlyLeft.sorted() { lack(left: key + 1, pair, .key(key), likeNames.monolith[key]) }
        for key in onlyRight.sorted() { lack(right: key + 1, pair, .serviceKey(key), likeNames.service[key]) }
    }

    /// More names are another object, not names written in another way.
    private static let likeNamesLimit = 32

    /// Members that one side has under another spelling of the name, by their key: what tells a rename from a loss.
    private func likeNames(
        _ onlyLeft: [Int], _ onlyRight: [Int]
    ) -> (monolith: [Int: Relation], service: [Int: Relation]) {
        var found: (monolith: [Int: Relation], service: [Int: Relation]) = ([:], [:])
        guard !onlyLeft.isEmpty, !onlyRight.isEmpty, onlyLeft.count <= Self.likeNamesLimit,
            onlyRight.count <= Self.likeNamesLimit
        else { return found }
        for left in onlyLeft {
            let name = monolith.text(of: left)
            for right in onlyRight where found.service[right] == nil {
                guard let relation = TextRelation.ofNames(name, service.text(of: right)) else { continue }
                found.monolith[left] = relation
                found.service[right] = relation
                break
            }
        }
        return found
    }

    /// Equal hashes are not taken for equal names.
    private mutating func areSameMember(_ left: Int, _ right: Int, _ renames: [PlaceRules.Rename]) -> Bool {
        for rename in renames where monolith.hasText(left, rename.monolith) {
            guard service.hasText(right, rename.service) else { return false }
            uses[rename.rule, default: 0] += 1
            return true
        }
        return hasEqualText(left, right)
    }

    /// Sorted by the hash of the name that the service would use; members that share one stay in the order written.
    private static func members(
        of document: JSONDocument, from start: Int, to end: Int, renamed: ([UInt8]) -> [UInt8]?
    ) -> [Member] {
        var members: [Member] = []
        var key = start
        while key < end {
            var hash = ByteHash(seed: 0)
            let name = document.text(of: key)
            hash.add(renamed(name) ?? name)
            members.append(Member(hash: hash.value, key: key))
            key = Int(document.nodes[key + 1].next)
        }
        members.sort { $0.hash == $1.hash ? $0.key < $1.key : $0.hash < $1.hash }
        return members
    }

    /// Notes what the service lacks.
    mutating func lack(left node: Int, _ parent: Pair, _ step: Step, _ relation: Relation? = nil) {
        collect(node, nil, parent, step)
        if monolith.nodes[node].isIgnored { return noteIgnored(node, nil) }
        differ(.missing, node, nil, parent, step, relation)
    }

    /// Notes what the monolith lacks.
    mutating func lack(right node: Int, _ parent: Pair, _ step: Step, _ relation: Relation? = nil) {
        collect(nil, node, parent, step)
        if service.nodes[node].isIgnored { return noteIgnored(nil, node) }
        differ(.extra, nil, node, parent, step, relation)
    }
}
