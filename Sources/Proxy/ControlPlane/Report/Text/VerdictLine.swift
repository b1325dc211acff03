import Foundation
import Parity

extension ParityReport {
    /// One verdict for a terminal: a line, and one more for each difference.
    package static func line(_ verdict: AdminVerdict, inColor: Bool) -> String {
        let style = TextStyle(isColored: inColor)
        let tone: TextStyle.Tone =
            switch verdict.verdict {
            case "match": .good
            case "mismatch": .bad
            default: .warn
            }
        let time = verdict.time.formatted(AdminJSON.timestamp)
        let reason = verdict.reason.map { " (\(PlainText.printable($0)))" } ?? ""
        let request = PlainText.printable(verdict.requestID)
        var text =
            "\(style(time, .dim))  \(style(verdict.verdict + reason, tone))  \(verdict.route)  \(style(request, .dim))\n"
        for difference in verdict.differences {
            let values = ValueDifference(monolith: difference.monolith, service: difference.service)
            text += "    \(PlainText.printable(difference.path.description)) \(style(difference.kind.rawValue, .bad))"
            text += "  \(shown(values.monolith, style)) → \(shown(values.service, style))\n"
        }
        if verdict.shortened { text += style("    and more\n", .dim) }
        return text
    }

    private static func shown(_ side: ValueDifference.Side?, _ style: TextStyle) -> String {
        guard let side else { return style("nothing", .dim) }
        return side.head + style(side.changed, .bad) + side.tail
    }
}
