extension Gate {
    /// A kind of behaviour counts as met by clients from this share of a route's exchanges on.
    package static let behaviorShare = 0.01

    /// So many exchanges of each such kind have to be compared, or all where it was seen less often.
    package static let behaviorMinimum: UInt64 = 10

    /// Rarer kinds that were never compared may together be this share, or the gate's mismatch rate if that is more.
    package static let rareShare = 0.001

    /// Requests that were not copied because of what they are make a kind each: nobody knows how the service answers.
    func addCoverage(_ evidence: Evidence, to answer: inout GateAnswer) {
        let counts = evidence.behaviors.counts.merging(evidence.notCopied) { $1 }
        let total = Double(counts.reduce(0) { $1.key.dimension == .answer ? $0 + $1.value.seen : $0 })
        guard total > 0 else { return }
        let gaps = counts.filter { !Self.isCovered($0.value) }.sorted { $0.key.description < $1.key.description }
        let common = gaps.filter { Double($0.value.seen) >= total * Self.behaviorShare }
        var refusals = common.map { kind, count in
            GateRefusal.behaviorNotCovered(
                kind: kind.description, seen: count.seen, compared: count.compared,
                minimum: min(Self.behaviorMinimum, count.seen))
        }
        // A rare kind weighs what it is of the traffic: of those never compared, all may be wrong.
        let rare = gaps.filter { Double($0.value.seen) < total * Self.behaviorShare && $0.value.compared == 0 }
        for dimension in BehaviorKind.Dimension.allCases {
            let kinds = rare.filter { $0.key.dimension == dimension }
            let share = Double(kinds.reduce(0) { $0 + $1.value.seen }) / total
            let allowed = max(mismatch, Self.rareShare)
            if share > allowed {
                refusals.append(.rareNotCovered(kinds: kinds.map(\.key.description), share: share, allowed: allowed))
            }
        }
        let uncovered = gaps.filter { $0.key.dimension == .answer }.reduce(0) { $0 + $1.value.seen }
        answer.add(
            GateCondition(.coverage, asked: 1, has: 1 - Double(uncovered) / total, isMet: refusals.isEmpty),
            all: refusals)
    }

    /// Whether a kind was compared as often as a gate wants it, were it not rare.
    package static func isCovered(_ count: BehaviorCount) -> Bool {
        count.compared >= min(behaviorMinimum, count.seen)
    }

    /// Differences of which nobody knows whether they are noise may hide as many mismatches; what cannot be compared at
    /// all is a kind of behaviour, and is held against the same share as those.
    func addUnknowns(_ evidence: Evidence, to answer: inout GateAnswer) {
        guard !evidence.unknown.isEmpty else { return }
        let all = evidence.unknownShare(Set(UnknownReason.allCases))
        let hidden = evidence.unknownShare([.unrepeated])
        let isBlocked = hidden > mismatch || all > Self.behaviorShare
        let reasons = evidence.unknown.filter { $0.value > 0 }.keys.sorted { $0.rawValue < $1.rawValue }
        answer.add(
            GateCondition(.unknowns, asked: Self.behaviorShare, has: all, isMet: !isBlocked),
            .blockedByUnknowns(
                reasons: reasons, share: hidden > mismatch ? hidden : all,
                allowed: hidden > mismatch ? mismatch : Self.behaviorShare))
    }
}
