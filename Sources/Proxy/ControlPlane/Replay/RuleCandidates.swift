import Parity
import Routing

/// The rules that could take a group of differences away, the narrowest first. The last line of each one's comment says
/// what it would hide.
struct RuleCandidates {
    let group: DifferenceGroup.Key
    let examples: [Difference]

    var entries: [RuleEntry] {
        guard let pointer = Self.pointer(group.pattern) else { return [] }
        let place = RuleEntry.quoted(pointer.description)
        func map(_ key: String, _ value: String, hides: String) -> RuleEntry {
            RuleEntry(key, "\(place): \(value)", comment: ["hides: \(hides)"])
        }
        if group.kind == .order {
            return [
                RuleEntry(
                    "unordered", isList: true, place, comment: ["hides: in which order the elements of this list are"])
            ]
        }
        switch group.relation {
        case .letterCase: return [map("normalise", "case", hides: "upper case against lower case at this place")]
        case .whiteSpace: return [map("normalise", "trim", hides: "white space at this place")]
        case .urlBase: return [map("normalise", "url_base", hides: "scheme, host and port of this link")]
        case .timeFormat:
            return [
                map("normalise", "date", hides: "the notation of this time, not the moment"),
                map("time", "1s", hides: "up to a second of this time"),
            ]
        case .timeZone:
            return [map("normalise", "date", hides: "the zone that this time is written in, not the moment")]
        case .rounding:
            return (0...max(decimals - 1, 0)).reversed().map {
                map("numeric", "{decimals: \($0)}", hides: "what is lost by rounding to \($0) decimal places")
            }
        case .numberFormat, .stringAgainstNumber:
            return [map("numeric", "{decimals: \(decimals)}", hides: "how this number is written, not what it is")]
        case .offByOne, .unit, .sign, .prefix, .nullAgainstAbsent, .emptyAgainstNull, .booleanFormat, .encodingTwice,
            .normalizationForm, .order, .identity, nil:
            return []
        }
    }

    /// The most digits after the point that a side writes.
    private var decimals: Int {
        examples.flatMap { [$0.monolith, $0.service] }.compactMap { text in
            let digits = text?.split(separator: ".").dropFirst().first?.prefix { $0.isNumber }
            return digits?.count
        }.max() ?? 0
    }

    /// The place of a pattern in a body.
    static func pointer(_ pattern: String) -> JSONPointer? {
        guard pattern.hasPrefix("body:") else { return nil }
        return JSONPointer(String(pattern.dropFirst("body:".count)))
    }

    /// An entry of `accept` for a group.
    static func acceptance(of group: DifferenceGroup.Key, _ signed: SuggestedAcceptance) -> String {
        let place = pointer(group.pattern).map(\.description) ?? group.pattern
        let relation = group.relation.map { ", relation: \($0.rawValue)" } ?? ""
        return "{at: \(RuleEntry.quoted(place)), class: \(group.kind.rawValue)\(relation), "
            + "reason: \"known, see the ticket\", ticket: \(RuleEntry.quoted(signed.ticket)), until: \(signed.until)}"
    }
}
