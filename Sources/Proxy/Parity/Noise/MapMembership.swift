/// Which members of an object come and go between the monolith's own answers: a map whose keys are ids, not names.
struct MapMembership {
    private var lostKeys: [[UInt8]] = []
    private var wonKeys: [[UInt8]] = []
    private var values: [LeafValue] = []

    mutating func lost(_ key: String, _ value: LeafValue) {
        lostKeys.append(Array(key.utf8))
        values.append(value)
    }

    mutating func won(_ key: String, _ value: LeafValue) {
        wonKeys.append(Array(key.utf8))
        values.append(value)
    }

    /// Whether the service may have a member here that the monolith never showed: its key is one of theirs, and so is
    /// what it says.
    func mayHave(_ key: String, _ value: LeafValue) -> Bool {
        guard !lostKeys.isEmpty, !wonKeys.isEmpty else { return false }
        let keys = lostKeys + wonKeys
        guard keys.allSatisfy(Self.isID), TextShape(keys).problem(of: Array(key.utf8)) == nil else { return false }
        guard let shape = JSONShape(value), values.contains(where: { JSONShape($0)?.structure == shape.structure })
        else { return false }
        var elements = ElementShape()
        for value in values { elements.add(value) }
        return elements.keeps(value)
    }

    /// Names are words; ids have digits, or are long.
    private static func isID(_ key: [UInt8]) -> Bool {
        key.count >= 16 || key.contains { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
            || key.count >= 6 && key.contains { $0 & 0x20 == 0 } && key.contains { $0 & 0x20 != 0 }
    }
}
