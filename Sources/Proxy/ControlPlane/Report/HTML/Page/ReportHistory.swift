import Parity

/// How the route came to where it is: its flips, and the epochs of its evidence.
struct ReportHistory {
    struct Flip {
        var flipTime: String
        var change: String
        var who: String
        var why: String
        var flipNotes: String
        var saw: String
    }

    struct PastEpoch {
        var epochStarted: String
        var epochUpdated: String
        var epochMonolith: String
        var epochService: String
        var epochCompared: String
        var epochMismatch: String
    }

    let flips: [Flip]
    let hasFlips: Bool
    let epochs: [PastEpoch]
    let hasEpochs: Bool

    init?(_ route: AdminRouteParity) {
        flips = route.flips.map { flip in
            Flip(
                flipTime: ReportNumbers.time(flip.time), change: "\(flip.from) → \(flip.to)", who: flip.who,
                why: flip.why, flipNotes: flip.notes.joined(separator: ", "),
                saw: flip.compared.map {
                    "\(ReportNumbers.count($0)) compared, \(ReportNumbers.count(flip.mismatches ?? 0)) differ"
                } ?? "no gate")
        }
        func name(_ build: String) -> String { build.isEmpty ? "unnamed" : build }
        epochs = route.epochs.map { past in
            PastEpoch(
                epochStarted: ReportNumbers.time(past.epoch.started),
                epochUpdated: ReportNumbers.time(past.epoch.updated),
                epochMonolith: name(past.epoch.monolithBuild), epochService: name(past.epoch.serviceBuild),
                epochCompared: ReportNumbers.count(past.compared), epochMismatch: ReportNumbers.count(past.mismatch))
        }
        hasFlips = !flips.isEmpty
        hasEpochs = epochs.count > 1
        guard hasFlips || hasEpochs else { return nil }
    }
}
