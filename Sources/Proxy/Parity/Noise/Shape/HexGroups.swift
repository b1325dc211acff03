/// Ids that are written in groups of hex: `02:42:ac:11:00:02`, `2001:db8::8a2e:370:7334`. One group has digits alone by
/// chance, so all that move are judged as one.
struct HexGroups {
    private let own: [[[UInt8]]]
    /// The groups that differ between the texts.
    private let moving: [Int]
    private let lengths: ClosedRange<Int>

    /// nil where the tokens are no such groups, or too few to tell.
    init?(_ own: [[[UInt8]]]) {
        guard let first = own.first else { return nil }
        let moving = first.indices.filter { place in own.contains { $0[place] != first[place] } }
        guard moving.count > 1 else { return nil }
        let groups = own.flatMap { tokens in moving.map { tokens[$0] } }
        let alphabet = Alphabet(groups)
        let counts = groups.map(\.count)
        guard alphabet.isHex, alphabet.total >= 12, let least = counts.min(), let most = counts.max(), most <= 8 else {
            return nil
        }
        self.own = own
        self.moving = moving
        // Of longer groups zeros in front may be dropped.
        lengths = (most <= 2 ? least : 0)...most
    }

    func problem(of tokens: [[UInt8]]) -> ShapeProblem? {
        for place in tokens.indices where !moving.contains(place) {
            if tokens[place] != own[0][place] { return .part }
        }
        let groups = moving.map { tokens[$0] }
        guard groups.allSatisfy({ lengths.contains($0.count) }) else { return .length }
        // Of the length of all groups together nothing is known.
        let its = Alphabet(groups)
        let known = Alphabet(own.flatMap { tokens in moving.map { tokens[$0] } })
        if its.beyondHex > 0 || its.foreign > 0 { return .alphabet }
        return known.upper == 0 && its.upper > 0 || known.lower == 0 && its.lower > 0 ? .alphabet : nil
    }
}
