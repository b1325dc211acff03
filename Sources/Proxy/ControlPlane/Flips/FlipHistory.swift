import Routing
import Store

/// The flips of all units in order, in memory, so that a rollback does not have to ask the store.
struct FlipHistory: Sendable {
    /// A flip with its place in the audit trail, or none while it could not be written yet.
    struct Entry: Sendable, Equatable {
        var flip: Flip
        var sequence: Int?
        var hash: String?

        init(_ flip: Flip) { self.flip = flip }

        init(_ stored: StoredFlip) {
            flip = stored.flip
            sequence = stored.sequence
            hash = stored.hash
        }
    }

    private(set) var entries: [Entry]

    init(_ flips: [StoredFlip]) {
        entries = flips.map(Entry.init)
    }

    /// The status that the last flip of each unit left it in.
    var statuses: [String: RouteStatus] {
        Dictionary(entries.map { ($0.flip.unit, $0.flip.to) }) { $1 }
    }

    mutating func append(_ flip: Flip) {
        entries.append(Entry(flip))
    }

    /// Puts a flip that was written before those from `position` on where the audit trail has it.
    mutating func insert(_ stored: StoredFlip, at position: Int) {
        entries.insert(Entry(stored), at: min(position, entries.count))
    }

    /// Notes that a flip which was in force already is on the disk now.
    mutating func markPersisted(_ stored: StoredFlip) {
        guard let index = entries.firstIndex(where: { $0.sequence == nil && $0.flip == stored.flip }) else { return }
        entries[index] = Entry(stored)
    }

    /// The status that one step back leads to, or nil when there is none.
    ///
    /// The flips of a unit are read as a stack: a forward flip puts its state on it, a rollback takes states off down
    /// to the one it went to. So two rollbacks in a row are two steps back, not there and back again. A unit without
    /// flips (its state is from the file) goes to the state before; `canary` is passed over, as no percentage is known.
    func previous(of unit: String, current: RouteStatus) -> RouteStatus? {
        var stack: [RouteStatus] = []
        for entry in entries where entry.flip.unit == unit {
            if stack.last != entry.flip.from { stack.append(entry.flip.from) }
            switch entry.flip.direction {
            case .forward: stack.append(entry.flip.to)
            case .rollback:
                let goal = entry.flip.to
                while let last = stack.last, goal.isBehind(last) { stack.removeLast() }
                if stack.last != goal { stack.append(goal) }
            }
        }
        if let previous = stack.last(where: { $0.isBehind(current) }) { return previous }
        switch current.state {
        case .monolith: return nil
        case .shadow: return RouteStatus(.monolith)
        case .canary, .extracted: return RouteStatus(.shadow)
        case .retired: return RouteStatus(.extracted)
        }
    }
}

extension RouteStatus {
    /// Whether going from `other` to this is a step backwards; a lower percentage is one.
    func isBehind(_ other: RouteStatus) -> Bool {
        state == other.state ? canary < other.canary : state < other.state
    }
}
