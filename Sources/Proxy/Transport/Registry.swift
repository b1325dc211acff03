/// Somebody whom the news of a descriptor concern.
protocol SocketSource: AnyObject {
    func ready(_ events: Poller.Events)
    /// The loop ends.
    func close()
}

/// Who is watched, by tokens that are not used twice: news of a descriptor that was closed a moment ago, and whose
/// number another one has by now, reach nobody.
struct Registry {
    private struct Slot {
        var source: (any SocketSource)?
        var generation: UInt32 = 0
    }

    private var slots: [Slot] = []
    private var free: [UInt32] = []

    mutating func insert(_ source: any SocketSource) -> UInt64 {
        let index: UInt32
        if let reused = free.popLast() {
            index = reused
            slots[Int(index)].source = source
        } else {
            index = UInt32(slots.count)
            slots.append(Slot(source: source))
        }
        return UInt64(slots[Int(index)].generation) << 32 | UInt64(index)
    }

    mutating func remove(_ token: UInt64) {
        let index = Int(UInt32(truncatingIfNeeded: token))
        guard self[token] != nil else { return }
        slots[index].source = nil
        slots[index].generation &+= 1
        free.append(UInt32(index))
    }

    subscript(token: UInt64) -> (any SocketSource)? {
        let index = Int(UInt32(truncatingIfNeeded: token))
        guard index < slots.count, slots[index].generation == UInt32(truncatingIfNeeded: token >> 32) else {
            return nil
        }
        return slots[index].source
    }

    var all: [any SocketSource] { slots.compactMap(\.source) }
}
