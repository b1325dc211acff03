import Foundation
import Parity

/// One group of differences with its examples side by side.
struct ReportGroup {
    struct Example {
        var path: String
        var requestID: String
        var time: String
        var monolith: ValueDifference.Side?
        var service: ValueDifference.Side?
    }

    let pattern: String
    let kind: String
    let meaning: String
    let count: String
    let share: String
    let hasShare: Bool
    let firstSeen: String
    let lastSeen: String
    let examples: [Example]

    init(_ group: DifferenceGroup, compared: UInt64) {
        pattern = group.key.pattern
        kind = group.key.label
        meaning = Self.meaning(group.key.kind)
        count = ReportNumbers.count(group.count, "exchange")
        share = compared == 0 ? "" : GateSentence.percent(min(1, Double(group.count) / Double(compared)))
        hasShare = compared > 0
        firstSeen = ReportNumbers.time(Date(timeIntervalSince1970: group.firstSeen))
        lastSeen = ReportNumbers.time(Date(timeIntervalSince1970: group.lastSeen))
        examples = group.examples.map { example in
            let difference = ValueDifference(monolith: example.monolith, service: example.service)
            return Example(
                path: example.path, requestID: example.requestID,
                time: ReportNumbers.time(Date(timeIntervalSince1970: example.time)), monolith: difference.monolith,
                service: difference.service)
        }
    }

    private static func meaning(_ kind: DifferenceClass) -> String {
        switch kind {
        case .missing: "the service leaves it out"
        case .extra: "only the service has it"
        case .type: "another type of value"
        case .value: "another value"
        case .order: "the same elements in another order"
        case .length: "another number of elements"
        case .format: "another format"
        case .encoding: "encoded in another way, or broken"
        case .status: "another status"
        case .header: "a header that means something else"
        case .truncated: "one answer ends early"
        case .latency: "slower than allowed"
        }
    }
}
