/// Shadows under way to one target from one worker.
final class ShadowSlots {
    var inUse = 0
}

/// One worker's part of the byte budget of the process for shadows.
///
/// Bytes are leased from the coordinator in chunks, ahead of need, so that taking some is an addition.
final class ShadowDesk {
    private(set) var lease = ShadowLease()
    /// Asks the coordinator for so many bytes.
    var request: (Int) -> Void = { _ in }
    /// Gives so many bytes back to the coordinator.
    var giveBack: (Int) -> Void = { _ in }

    /// Bytes that copies and captured answers of this worker hold.
    var bytesInUse: Int { lease.inUse }

    /// Takes bytes from the lease; false when they are not there.
    func take(_ count: Int) -> Bool {
        let isTaken = lease.take(count)
        if let wanted = lease.shortage(after: isTaken ? 0 : count) { request(wanted) }
        return isTaken
    }

    func release(_ count: Int) {
        lease.release(count)
        if let surplus = lease.surplus() { giveBack(surplus) }
    }

    /// The coordinator granted bytes; none when the budget of the process is spent.
    func granted(_ count: Int, chunk: Int) {
        lease.granted(count, chunk: chunk)
    }
}

/// The arithmetic of a lease.
struct ShadowLease {
    /// Bytes that copies hold.
    private(set) var inUse = 0
    /// Bytes that may still be taken.
    private(set) var free = 0
    /// Bytes that are asked for at a time.
    private var chunk = 0
    private var isAsking = false

    mutating func take(_ count: Int) -> Bool {
        guard count <= free else { return false }
        free -= count
        inUse += count
        return true
    }

    mutating func release(_ count: Int) {
        inUse -= count
        free += count
    }

    /// How much to ask for now, if anything: two chunks, when less than that is left, or what could not be taken.
    mutating func shortage(after refused: Int) -> Int? {
        guard !isAsking, chunk > 0, free < max(2 * chunk, refused) else { return nil }
        isAsking = true
        return max(2 * chunk, refused)
    }

    /// How much to give back now: what is over four chunks, once that is a chunk itself.
    mutating func surplus() -> Int? {
        guard chunk > 0, free >= 6 * chunk else { return nil }
        let surplus = free - 4 * chunk
        free -= surplus
        return surplus
    }

    mutating func granted(_ count: Int, chunk: Int) {
        self.chunk = chunk
        isAsking = false
        free += count
    }
}

/// The byte budget of the process, where the workers lease from.
struct ShadowBudget {
    private var total: Int
    private var leased = 0

    init(total: Int) {
        self.total = total
    }

    /// What one worker asks for at a time: small enough that all workers together do not starve one of them.
    func chunk(workers: Int) -> Int { max(total / (16 * max(workers, 1)), 1) }

    /// As much of `wanted` as is left.
    mutating func grant(_ wanted: Int) -> Int {
        let granted = max(0, min(wanted, total - leased))
        leased += granted
        return granted
    }

    mutating func takeBack(_ count: Int) { leased -= count }

    /// Another table has another budget; leases beyond it come back as they are released.
    mutating func resize(to total: Int) { self.total = total }
}
