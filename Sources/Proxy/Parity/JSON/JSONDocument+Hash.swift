extension JSONDocument {
    /// A hash of every value, equal where the comparison would find no difference: white space, escapes, the order of
    /// keys, ignored places and values under lenient rules do not count. One pass from the last node to the first, so
    /// children come before parents.
    func hashes(under rules: ComparisonRules = ComparisonRules()) -> [UInt64] {
        var hashes = [UInt64](repeating: 0, count: nodes.count)
        for node in nodes.indices.reversed() {
            let value = nodes[node]
            var hash = ByteHash(seed: UInt64(value.kind.rawValue))
            if value.isShaped || value.place != PlaceAutomaton.dead && rules.placeRules(value.place).isLenient {
                hashes[node] = 1
                continue
            }
            switch value.kind {
            case .null, .bool, .number, .string:
                if value.isEscaped {
                    hash.add(text(of: node))
                } else {
                    hash.add(bytes, value.range)
                }
            case .array:
                forEachElement(of: node) { element in
                    hash.add(nodes[element].isIgnored ? 0 : hashes[element])
                }
            case .object:
                var sum: UInt64 = 0
                forEachMember(of: node) { key in
                    guard !nodes[key + 1].isIgnored else { return }
                    var member = ByteHash(seed: hashes[key])
                    member.add(hashes[key + 1])
                    sum &+= member.value
                }
                hash.add(sum)
            }
            hashes[node] = hash.value
        }
        return hashes
    }

    func forEachElement(of array: Int, _ body: (Int) -> Void) {
        let end = Int(nodes[array].next)
        var element = array + 1
        while element < end {
            body(element)
            element = Int(nodes[element].next)
        }
    }

    /// Calls with the node of each key; the value's is the one after.
    func forEachMember(of object: Int, _ body: (Int) -> Void) {
        let end = Int(nodes[object].next)
        var key = object + 1
        while key < end {
            body(key)
            key = Int(nodes[key + 1].next)
        }
    }
}

/// FNV-1a over words, with a final mix. The same in every process; not for keys that an enemy may choose: a collision
/// only aligns two elements, which are then compared all the same.
struct ByteHash {
    private var state: UInt64

    init(seed: UInt64) {
        state = (0xCBF2_9CE4_8422_2325 ^ seed) &* 0x100_0000_01B3
    }

    mutating func add(_ word: UInt64) {
        state = (state ^ word) &* 0x100_0000_01B3
        state ^= state >> 29
    }

    mutating func add(_ bytes: [UInt8]) {
        add(bytes, 0..<bytes.count)
    }

    mutating func add(_ bytes: [UInt8], _ range: Range<Int>) {
        bytes.withUnsafeBytes { all in
            var offset = range.lowerBound
            while offset + 8 <= range.upperBound {
                add(all.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
                offset += 8
            }
            while offset < range.upperBound {
                state = (state ^ UInt64(all[offset])) &* 0x100_0000_01B3
                offset += 1
            }
        }
    }

    var value: UInt64 {
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
