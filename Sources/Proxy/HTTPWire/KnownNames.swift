/// A perfect hash over the known field names: one look gives the only name that the bytes could be.
///
/// Names are compared as four words of eight octets in lower case, with zeros behind the last one.
struct KnownNames: Sendable {
    static let table = KnownNames()

    /// Octets in the longest name that fits; all known ones do (a test says so).
    static let longest = 32

    private typealias Words = InlineArray<4, UInt64>
    private static let slotBits: UInt64 = 9

    private let slots: [Slot]
    private let factor: UInt64

    private struct Slot: Sendable {
        var name = FieldName.other
        /// Octets of the name, for zeros behind it must not pass for its padding.
        var count = 0
        var words = Words(repeating: 0)
    }

    /// Tries odd factors until no two names meet in a slot; happens once per process and takes microseconds.
    private init() {
        let names = FieldName.allCases.filter { $0.text.utf8CodeUnitCount > 0 }
        var factor: UInt64 = 0x9E37_79B9_7F4A_7C15
        while true {
            var slots = [Slot](repeating: Slot(), count: 1 << Int(Self.slotBits))
            let isPerfect = names.allSatisfy { name in
                let words = name.text.withUTF8Buffer { Self.words(of: $0.span) }
                let slot = Self.slot(of: words, factor: factor)
                defer { slots[slot] = Slot(name: name, count: name.text.utf8CodeUnitCount, words: words) }
                return slots[slot].name == .other
            }
            if isPerfect {
                self.slots = slots
                self.factor = factor
                return
            }
            factor &+= 2
        }
    }

    /// The known name that these octets are in any case, or nil.
    @inline(__always)
    func name(_ octets: Span<UInt8>) -> FieldName? {
        guard 1...Self.longest ~= octets.count else { return nil }
        let words = Self.words(of: octets)
        let slot = self.slots[Self.slot(of: words, factor: self.factor)]
        guard slot.count == octets.count else { return nil }
        for index in words.indices where slot.words[index] != words[index] { return nil }
        return slot.name
    }

    @inline(__always)
    private static func words(of octets: Span<UInt8>) -> Words {
        var words = Words(repeating: 0)
        var index = 0
        while index &* 8 < octets.count, index < 4 {
            words[index] = octets.lastWord(from: index &* 8).lowercased
            index &+= 1
        }
        return words
    }

    @inline(__always)
    private static func slot(of words: Words, factor: UInt64) -> Int {
        var hash: UInt64 = 0
        for index in words.indices {
            hash = (hash ^ words[index]) &* factor
            hash ^= hash &>> 32
        }
        return Int(truncatingIfNeeded: (hash &* factor) &>> (64 &- Self.slotBits))
    }
}
