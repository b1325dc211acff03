import Parity

/// Which behaviours were seen, and how many of each were compared.
struct ReportCoverage {
    struct Behavior {
        var kind: String
        var seen: String
        var behaviorCompared: String
        var mismatched: String
        var remark: String
        var remarkTone: String
        var behaviorExample: String?
    }

    let behaviors: [Behavior]
    let moreBehaviors: String?
    let coverageText: String

    private static let limit = 24

    init?(_ route: AdminRouteParity, gaps: [AdminGap]) {
        guard !route.behaviors.isEmpty else { return nil }
        let missing = Dictionary(gaps.map { ($0.kind, $0) }) { $1 }
        behaviors = route.behaviors.prefix(Self.limit).map { behavior in
            let gap = missing[behavior.kind]
            let isWrong = behavior.count.mismatched > 0
            return Behavior(
                kind: behavior.kind, seen: ReportNumbers.count(behavior.count.seen),
                behaviorCompared: ReportNumbers.count(behavior.count.compared),
                mismatched: ReportNumbers.count(behavior.count.mismatched),
                remark: isWrong ? "differs" : gap.map { $0.isRare ? "rare, too few" : "too few" } ?? "covered",
                remarkTone: isWrong ? "bad" : gap == nil ? "" : "warn", behaviorExample: gap?.example)
        }
        let rest = route.behaviors.count - behaviors.count
        moreBehaviors = rest > 0 ? "And \(rest) more; ficus parity gaps shows those that are missing." : nil
        coverageText =
            gaps.isEmpty
            ? "Every behaviour that was seen is compared."
            : "\(ReportNumbers.count(UInt64(gaps.count), "behaviour")) that clients meet \(gaps.count == 1 ? "is" : "are") "
                + "not compared often enough."
    }
}
