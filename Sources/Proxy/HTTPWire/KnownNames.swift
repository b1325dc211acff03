/// A perfect hash over the known field names: one look gives the only name that the bytes could be.
struct KnownNames: Sendable {
    static let table = KnownNames()

    private static let slotCount = 512
    private let slots: [FieldName]
    private let factor: UInt

    /// Tries odd factors until no two names meet in a slot; happens once per process and takes microseconds.
    private init() {
        let names = FieldName.allCases.filter { $0.text.utf8CodeUnitCount > 0 }
        var factor: UInt = 1
        while true {
            var slots = [FieldName](repeating: .other, count: Self.slotCount)
            let isPerfect = names.allSatisfy { name in
                let slot = name.text.withUTF8Buffer { Self.slot(of: $0.span, factor: factor) }
                defer { slots[slot] = name }
                return slots[slot] == .other
            }
            if isPerfect {
                self.slots = slots
                self.factor = factor
                return
            }
            factor &+= 2
        }
    }

    @inline(__always)
    func candidate(for name: Span<UInt8>) -> FieldName {
        name.isEmpty ? .other : self.slots[Self.slot(of: name, factor: self.factor)]
    }

    /// Length, first, middle and last letter tell the known names apart. Letters lose their case by bit 5.
    @inline(__always)
    private static func slot(of name: Span<UInt8>, factor: UInt) -> Int {
        let count = name.count
        let letters =
            UInt(name[0] | 0x20) | UInt(name[count &>> 1] | 0x20) &<< 8 | UInt(name[count &- 1] | 0x20) &<< 16
            | UInt(truncatingIfNeeded: count) &<< 24
        return Int(truncatingIfNeeded: (letters &* factor &* 0x9E37_79B9) &>> 20) & (Self.slotCount &- 1)
    }
}
