/// Makes request and trace ids without a system call: SplitMix64 from a random start. One per worker.
///
/// Ids must be unique, not secret; nothing may use them as a credential.
package struct IdentitySource: Sendable {
    private var state: UInt64

    package init(seed: UInt64) { self.state = seed }

    /// A source that starts at a random point.
    package init() {
        var system = SystemRandomNumberGenerator()
        self.init(seed: system.next())
    }

    /// The next number; also good for sampling.
    package mutating func next() -> UInt64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = self.state
        mixed = (mixed ^ (mixed &>> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed &>> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed &>> 31)
    }

    /// The next number that is not zero, which trace ids must not be.
    mutating func nextNonzero() -> UInt64 {
        while true {
            let number = self.next()
            if number != 0 { return number }
        }
    }
}
