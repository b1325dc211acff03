import Foundation
import Parity
import Store

/// Chooses the exchanges of one route that are kept to be judged again: a few of each group of differences, and a uniform
/// sample of those that agree.
struct SampleShelf {
    /// Slots for what differs, and behind them for what agrees.
    static let differing = 24
    static let agreeing = 8
    /// Of one group: the first ones, and the latest in the last place.
    private static let perGroup = 3
    /// The latest gives way to a later one after so many seconds.
    private static let refreshAfter = 10.0
    /// Longer lines are not kept: a route has a mebibyte at most.
    static let lineLimit = 32 << 10

    private struct Held {
        var group: DifferenceGroup.Key?
        var time: Double
    }

    private var held: [Int: Held] = [:]
    private var agreements: UInt64 = 0
    /// The service's build that the shelf is of.
    private var build: String?

    init() {}

    /// Goes on with what a store has kept of a route.
    ///
    /// - Parameters:
    ///   - kept: what differs and does not say for what it is kept gives way to others.
    ///   - agreements: how many exchanges agreed so far, of which those kept were chosen.
    init(_ kept: [StoredSample], agreements: UInt64) {
        for sample in kept where sample.group != nil || sample.slot >= Self.differing {
            held[sample.slot] = Held(group: sample.group, time: sample.time.timeIntervalSince1970)
        }
        build = kept.max { $0.time < $1.time }?.build
        self.agreements = max(agreements, UInt64(held.count { $0.key >= Self.differing }))
    }

    /// What the sample in a slot is kept for; nil for one that agrees.
    func group(in slot: Int) -> DifferenceGroup.Key? { held[slot]?.group }

    /// Where an exchange is to be kept; nil: it is not.
    mutating func slot(for judgement: Judgement, serviceBuild: String?, time: Double) -> Int? {
        if let serviceBuild, serviceBuild != build {
            // What another build said tells nothing about this one.
            self = SampleShelf()
            build = serviceBuild
        }
        switch judgement.verdict {
        case .mismatch: return mismatchSlot(judgement, time)
        case .match, .noise: return agreementSlot(time)
        case .unknown: return nil
        }
    }

    private mutating func mismatchSlot(_ judgement: Judgement, _ time: Double) -> Int? {
        // The rarest of its groups is what it is kept for.
        let groups = judgement.differences.map {
            DifferenceGroup.Key(pattern: $0.path.pattern, kind: $0.kind, relation: $0.relation)
        }
        func slots(_ group: DifferenceGroup.Key) -> [Int] { held.filter { $0.value.group == group }.keys.sorted() }
        guard let group = groups.min(by: { slots($0).count < slots($1).count }) else { return nil }
        let own = slots(group)
        var slot: Int?
        if own.count < Self.perGroup {
            slot = (0..<Self.differing).first { held[$0] == nil } ?? crowdedSlot(than: own.count)
        } else if let last = own.max(by: { held[$0]?.time ?? 0 < held[$1]?.time ?? 0 }),
            time - (held[last]?.time ?? 0) >= Self.refreshAfter
        {
            slot = last
        }
        if let slot { held[slot] = Held(group: group, time: time) }
        return slot
    }

    /// A slot of the group that has the most, if that is more than another would have.
    private func crowdedSlot(than count: Int) -> Int? {
        let groups = Dictionary(grouping: held.filter { $0.key < Self.differing }) { $0.value.group }
        guard let largest = groups.values.max(by: { $0.count < $1.count }), largest.count > count + 1 else {
            return nil
        }
        return largest.max { $0.value.time < $1.value.time }?.key
    }

    /// Reservoir sampling: each agreement has the same chance to be among those kept.
    private mutating func agreementSlot(_ time: Double) -> Int? {
        agreements += 1
        let place =
            agreements <= UInt64(Self.agreeing) ? Int(agreements) - 1 : Int(UInt64.random(in: 0..<agreements))
        guard place < Self.agreeing else { return nil }
        let slot = Self.differing + place
        held[slot] = Held(group: nil, time: time)
        return slot
    }
}
