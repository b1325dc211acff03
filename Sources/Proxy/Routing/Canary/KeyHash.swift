/// FNV-1a with a final mix, so that the high bits of short keys are as good as random.
struct KeyHash: Sendable {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    /// Starts from a unit's id: two units put the same user into different buckets.
    init(seed: String) {
        for byte in seed.utf8 { combine(byte) }
        combine(0)
    }

    mutating func combine(_ byte: UInt8) {
        state = (state ^ UInt64(byte)) &* 0x100_0000_01b3
    }

    func combining(_ bytes: Span<UInt8>) -> KeyHash {
        var hash = self
        for index in bytes.indices { hash.combine(bytes[index]) }
        return hash
    }

    /// 64 bits, all of them usable.
    var value: UInt64 {
        var mixed = state
        mixed = (mixed ^ (mixed >> 33)) &* 0xff51_afd7_ed55_8ccd
        mixed = (mixed ^ (mixed >> 33)) &* 0xc4ce_b9fe_1a85_ec53
        return mixed ^ (mixed >> 33)
    }
}
