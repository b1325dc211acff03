import Foundation
import Parity

/// One group of differences with its examples side by side.
struct ReportGroup {
    struct Example {
        var path: String
        var requestID: String
        /// Whether it is of one request and not of a whole route.
        var hasRequest: Bool
        var exampleTime: String
        var monolith: ValueDifference.Side?
        var service: ValueDifference.Side?
        /// Commands that send its request once more; none or two.
        var curls: [Curl]
        var hasCurls: Bool
    }

    struct Curl {
        var to: String
        var curl: String
    }

    let groupAnchor: String
    let pattern: String
    let difference: String
    let meaning: String
    let seenIn: String
    let examples: [Example]
    let serviceName: String

    init(_ group: DifferenceGroup, of route: AdminRouteParity, anchor: String) {
        groupAnchor = anchor
        pattern = group.key.pattern
        difference = group.key.label
        serviceName = route.candidate ?? "service"
        let compared = route.counts.compared
        let share =
            compared == 0
            ? "" : ", \(GateSentence.percent(min(1, Double(group.count) / Double(compared)))) of those compared"
        meaning = Self.meaning(group.key.kind)
        seenIn = """
            \(ReportNumbers.count(group.count, "exchange"))\(share) · \
            first \(ReportNumbers.time(Date(timeIntervalSince1970: group.firstSeen))) · \
            last \(ReportNumbers.time(Date(timeIntervalSince1970: group.lastSeen)))
            """
        var shown: [String] = []
        examples = group.examples.map { example in
            let values = ValueDifference(monolith: example.monolith, service: example.service)
            var curls: [Curl] = []
            if let request = example.request, let bases = route.bases {
                curls = [
                    Curl(to: "the monolith", curl: CurlCommand(request, side: .monolith, base: bases.monolith).text),
                    Curl(
                        to: route.candidate ?? "service",
                        curl: CurlCommand(request, side: .service, base: bases.service).text),
                ]
            }
            // What the example before has shown already is not told twice.
            if curls.map(\.curl) == shown { curls = [] } else { shown = curls.map(\.curl) }
            return Example(
                path: example.path, requestID: example.requestID, hasRequest: !example.requestID.isEmpty,
                exampleTime: ReportNumbers.time(Date(timeIntervalSince1970: example.time)), monolith: values.monolith,
                service: values.service, curls: curls, hasCurls: !curls.isEmpty)
        }
    }

    private static func meaning(_ kind: DifferenceClass) -> String {
        switch kind {
        case .missing: "The service leaves it out"
        case .extra: "Only the service has it"
        case .type: "Another type of value"
        case .value: "Another value"
        case .order: "The same elements in another order"
        case .length: "Another number of elements"
        case .format: "Another format"
        case .encoding: "Encoded in another way, or broken"
        case .status: "Another status"
        case .header: "A header that means something else"
        case .truncated: "One answer ends early"
        case .latency: "Slower than allowed"
        }
    }
}
