import Foundation
import Parity

extension ParityReport {
    /// JUnit XML: a suite for each route with a service, a case for each condition of its nearest gate, one for each group
    /// of differences, and one for failed shadow legs.
    package static func junit(_ parity: AdminParity) -> String {
        JUnitReport(
            "ficus parity",
            suites: parity.routes.filter { $0.candidate != nil }.map { suite(of: $0, time: parity.generated) }
        ).xml
    }

    private static func suite(of route: AdminRouteParity, time: Date) -> JUnitReport.Suite {
        let story = RouteStory(route: route)
        var cases: [JUnitReport.Case] = []
        if let gate = story.gate, story.hasBegun {
            cases += gate.result.conditions.map { condition in
                JUnitReport.Case(
                    "gate \(gate.state): \(ConditionText(condition).name)", of: route.id,
                    outcome(of: condition, gate, route))
            }
        } else {
            let why = story.gate == nil ? "no gate is ahead" : "not shadowed yet"
            cases.append(JUnitReport.Case("gate", of: route.id, .skipped(message: why)))
        }
        cases += route.groups.map { group in
            JUnitReport.Case(
                "\(group.key.pattern) \(group.key.label)", of: route.id,
                .failed(
                    kind: group.key.kind.rawValue,
                    message:
                        "\(group.key.label) at \(group.key.pattern) in \(ReportNumbers.count(group.count, "exchange"))",
                    details: details(of: group, route)))
        }
        let failed = route.counts.failed.filter { $0.value > 0 }.sorted { $0.key.rawValue < $1.key.rawValue }
        cases += failed.map { kind, count in
            JUnitReport.Case(
                "shadow \(kind.rawValue)", of: route.id,
                .error(
                    kind: kind.rawValue,
                    message:
                        "\(route.candidate ?? "the service") gave no answer to \(ReportNumbers.count(count)) copies",
                    details: ""))
        }
        return JUnitReport.Suite(route.id, time: time, properties: properties(of: route, story), cases: cases)
    }

    /// Evidence that is still being gathered is no failure of anybody's; what was found to be wrong is.
    private static func outcome(
        of condition: GateCondition, _ gate: AdminGate, _ route: AdminRouteParity
    ) -> JUnitReport.Outcome {
        if condition.isMet { return .passed }
        let text = ConditionText(condition)
        let message = "\(text.has), \(text.asked) is asked"
        let isUnderWay = [.mismatch, .minimumCompared, .clients, .sessions, .hours, .coverage].contains(condition.kind)
        if isUnderWay, route.counts.mismatch == 0 { return .skipped(message: "still gathering: \(message)") }
        return .failed(
            kind: condition.kind.rawValue, message: message, details: gate.reasons.joined(separator: "\n"))
    }

    private static func details(of group: DifferenceGroup, _ route: AdminRouteParity) -> String {
        group.examples.map { example in
            var lines = [
                "\(example.path)" + (example.requestID.isEmpty ? "" : ", request \(example.requestID)"),
                "monolith: \(example.monolith ?? "nothing")",
                "service:  \(example.service ?? "nothing")",
            ]
            if let request = example.request, let bases = route.bases {
                lines.append(CurlCommand(request, side: .monolith, base: bases.monolith).text)
                lines.append(CurlCommand(request, side: .service, base: bases.service).text)
            }
            return lines.map { PlainText.printable($0) }.joined(separator: "\n")
        }.joined(separator: "\n\n")
    }

    private static func properties(of route: AdminRouteParity, _ story: RouteStory) -> [JUnitReport.Property] {
        var properties = [
            JUnitReport.Property("match", route.match), JUnitReport.Property("state", story.state),
            JUnitReport.Property("standing", route.next.standing.rawValue),
            JUnitReport.Property("compared", "\(route.counts.compared)"),
            JUnitReport.Property("mismatches", "\(route.counts.mismatch)"),
        ]
        if let bound = story.bound { properties.append(JUnitReport.Property("bound", GateSentence.percent(bound))) }
        if let recall = route.recall.share {
            properties.append(JUnitReport.Property("recall", GateSentence.percent(recall)))
        }
        if let builds = story.builds { properties.append(JUnitReport.Property("builds", builds)) }
        return properties
    }
}
