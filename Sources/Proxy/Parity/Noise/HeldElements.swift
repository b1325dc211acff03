/// Elements of a list that all differ from answer to answer, and are the same things all the same: by something in each that
/// names it, that stands still, or that moved much less than one thing differs from another.
enum HeldElements {
    /// - Parameter answers: the elements of one list in all of the monolith's answers; none is empty.
    static func areHeld(_ answers: [[LeafValue]]) -> Bool {
        if isTuple(answers) { return true }
        let haveIDs = answers.joined().allSatisfy { JSONShape($0)?.hasName ?? false }
        let isTable = ElementShape.areRows(answers.joined())
        let answers = answers.map { answer in
            Dictionary(grouping: answer.lazy.flatMap { ElementShape.leaves(of: $0, isTable) }, by: \.place)
        }
        guard let first = answers.first else { return false }
        return first.keys.contains { place in
            let lists = answers.compactMap { $0[place]?.map(\.value) }
            guard lists.count == answers.count else { return false }
            // Which scalars lists share is known already, and what stands in lists within names nothing.
            let areNames =
                !place.tokens.isEmpty && !place.tokens.contains("*") && Self.areNames(lists, least: haveIDs ? 1 : 0.5)
            // Other ids are other things, unless much speaks for the same ones.
            let unlikely = haveIDs ? 0.001 : 0.1
            return areNames || ofEachTwo(lists) { areStill($0, $1, unlikely) } || ofEachTwo(lists, areNear)
        }
    }

    /// Scalars of different types or shapes, each at its place: `[1674287877.674, "933836"]`, a time and an id.
    private static func isTuple(_ answers: [[LeafValue]]) -> Bool {
        let kinds = answers.map { $0.map(\.kind) }
        guard kinds.allSatisfy({ $0 == kinds[0] }) else { return false }
        if Set(kinds[0]).count > 1 { return true }
        let places = kinds[0].indices
        guard (2...longestTuple).contains(places.count), kinds[0][0] == .string || kinds[0][0] == .text else {
            return false
        }
        return places.allSatisfy { place in
            let shape = ValueShape(answers.map { $0[place] })
            return places.allSatisfy { $0 == place || !shape.keepsKind(answers[0][$0]) }
        }
    }

    private static let longestTuple = 8

    private static func ofEachTwo(_ lists: [[LeafValue]], _ holds: ([LeafValue], [LeafValue]) -> Bool) -> Bool {
        lists.indices.allSatisfy { one in lists[(one + 1)...].allSatisfy { holds(lists[one], $0) } }
    }

    /// Each element has another one, and any two answers share most of them.
    ///
    /// - Parameter least: the share; where elements have ids, other names are the same by chance now and then.
    private static func areNames(_ lists: [[LeafValue]], least: Double) -> Bool {
        guard lists.contains(where: { $0.count > 1 }), lists.joined().allSatisfy(isName) else { return false }
        let names = lists.map { Set($0) }
        guard zip(lists, names).allSatisfy({ $0.count == $1.count }) else { return false }
        return names.indices.allSatisfy { one in
            names[(one + 1)...].allSatisfy {
                Double(names[one].intersection($0).count) >= least * Double(min(names[one].count, $0.count))
            }
        }
    }

    private static func isName(_ value: LeafValue) -> Bool {
        switch value.kind {
        case .string, .text: true
        case .number: value.text.count > 1
        case .null, .bool, .array, .object: false
        }
    }

    /// All of the shorter list stand at their places, and are so many and so various that chance would hardly do that.
    private static func areStill(_ one: [LeafValue], _ other: [LeafValue], _ unlikely: Double) -> Bool {
        let shorter = min(one.count, other.count)
        guard one.prefix(shorter) == other.prefix(shorter) else { return false }
        var chance = 1.0
        let kinds = Double(Set(one + other).count)
        for _ in 0..<shorter { chance /= kinds }
        return chance < unlikely
    }

    /// Each is nearer to the one at its place than to any other.
    private static func areNear(_ one: [LeafValue], _ other: [LeafValue]) -> Bool {
        guard one.count == other.count, one.count > 1, Set(one).count > 1 else { return false }
        return one.indices.allSatisfy { place in
            other.indices.allSatisfy { $0 == place || isNearer(one[place], to: other[place], than: other[$0]) }
        }
    }

    private static func isNearer(_ value: LeafValue, to own: LeafValue, than other: LeafValue) -> Bool {
        if let value = number(value), let own = number(own), let other = number(other) {
            return abs(value - own) * 4 < abs(value - other)
        }
        guard value.kind == own.kind, value.kind == other.kind, value.kind == .string || value.kind == .text else {
            return false
        }
        return shared(value.text, own.text) >= shared(value.text, other.text) + 2
    }

    private static func number(_ value: LeafValue) -> Double? {
        value.kind == .number ? WrittenNumber(value.text)?.value : nil
    }

    /// Bytes that two texts have in common from their beginning.
    private static func shared(_ one: [UInt8], _ other: [UInt8]) -> Int {
        zip(one, other).prefix { $0 == $1 }.count
    }
}
