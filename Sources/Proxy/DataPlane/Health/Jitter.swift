import NIOCore

/// Keeps probes of many instances, and of many proxies, from coming all at once.
struct Jitter {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// From a tenth shorter to a tenth longer, evenly.
    mutating func spread(_ interval: TimeAmount) -> TimeAmount {
        state = state &* 0x5851_f42d_4c95_7f2d &+ 0x1405_7b7e_f767_814f
        let fraction = Double(state >> 11) / Double(UInt64(1) << 53)
        return .nanoseconds(Int64(Double(interval.nanoseconds) * (0.9 + 0.2 * fraction)))
    }
}
