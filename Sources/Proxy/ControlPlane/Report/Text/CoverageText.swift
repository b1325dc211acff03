import Foundation
import Parity

extension ParityReport {
    /// The gaps for a terminal: a line each, and one for its example.
    package static func gaps(_ gaps: [AdminGap], inColor: Bool) -> String {
        let style = TextStyle(isColored: inColor)
        guard !gaps.isEmpty else { return "Every behaviour that was seen is compared.\n" }
        var text = ""
        var route: String?
        for gap in gaps {
            if gap.route != route {
                text += "\(route == nil ? "" : "\n")\(style(PlainText.printable(gap.route), .bold))\n"
                route = gap.route
            }
            let weight = "\(GateSentence.percent(gap.share)) of its traffic\(gap.isRare ? ", rare" : "")"
            text += "  \(PlainText.printable(gap.kind))  "
            text += style("seen \(gap.seen), compared \(gap.compared)", gap.isRare ? .dim : .warn)
            text += style("  \(weight)", .dim) + "\n"
            if let example = gap.example { text += "      \(PlainText.printable(example))\n" }
        }
        return text
    }

    /// The epochs of a route for a terminal, newest first.
    package static func epochs(_ list: AdminEpochList, inColor: Bool) -> String {
        let style = TextStyle(isColored: inColor)
        guard !list.epochs.isEmpty else { return "Nothing was ever compared of \(list.route).\n" }
        return list.epochs.map { entry in
            func name(_ build: String) -> String { build.isEmpty ? "unnamed" : PlainText.printable(build) }
            let counts = entry.counts
            let builds = "monolith \(name(entry.epoch.monolithBuild)), service \(name(entry.epoch.serviceBuild))"
            return """
                \(style(ReportNumbers.time(entry.epoch.started), .bold))  \(builds)  resets \(entry.epoch.resets)
                  \(ReportNumbers.count(counts.compared)) compared, \(ReportNumbers.count(counts.noise)) noise, \
                \(ReportNumbers.count(counts.mismatch)) mismatches\n
                """
        }.joined()
    }
}
