import Foundation
import Parity
import Routing
import TestSupport
import Testing

@testable import ControlPlane

/// `docs/schemas/parity-report.schema.json` allows what is written, and nothing else.
struct ReportSchemaTests {
    private func schema() throws -> JSONSchema {
        try JSONSchema(Data(Repository.text("docs/schemas/parity-report.schema.json").utf8))
    }

    @Test(arguments: ["USD", SampleParity.hostile])
    func `A report with a route in every standing is valid`(text: String) throws {
        let report = try ParityReport.json(SampleParity.make(hostile: text))
        #expect(try schema().violations(of: report) == [])
    }

    @Test func `Every reason why a gate is closed is valid`() throws {
        var parity = SampleParity.make()
        parity.routes[0].gates[0].result.refusals = [
            .noEvidence(moreNeeded: 1), .mismatchRate(compared: 1, mismatches: 1, bound: 1, moreNeeded: 1),
            .tooFewCompared(compared: 1, minimum: 2), .comparedShare(share: 0, minimum: 1),
            .behaviorNotCovered(kind: "2xx", seen: 1, compared: 0, minimum: 1),
            .rareNotCovered(kinds: ["4xx"], share: 0.1, allowed: 0),
            .blockedByUnknowns(reasons: UnknownReason.allCases, share: 0.1, allowed: 0),
            .tooFew(kind: .clients, count: 1, minimum: 2),
            .latency(monolithNanoseconds: 1, serviceNanoseconds: 2, allowed: 0.1, low: -0.1, high: 2),
            .buildsAlternate(["a", "b"]), .blind(planted: 20, found: 3, minimum: 0.95),
        ]
        let key = parity.routes[0].groups[0].key
        parity.routes[0].groups = Relation.allCases.map { relation in
            var group = parity.routes[0].groups[0]
            group.key = DifferenceGroup.Key(pattern: key.pattern, kind: key.kind, relation: relation)
            return group
        }
        parity.routes[0].counts.unknown = Dictionary(uniqueKeysWithValues: UnknownReason.allCases.map { ($0, 1) })
        parity.routes[0].counts.skipped = Dictionary(uniqueKeysWithValues: SkipReason.allCases.map { ($0, 1) })
        parity.routes[0].counts.failed = Dictionary(uniqueKeysWithValues: FailureKind.allCases.map { ($0, 1) })
        #expect(try schema().violations(of: try ParityReport.json(parity)) == [])
    }

    @Test(arguments: [
        (#""revision" : 12"#, #""revision" : "12""#), (#""revision" : 12"#, #""revision" : 12, "more" : 1"#),
        (#""planted" : 264"#, #""planted" : -1"#), (#""generated" : "2026"#, #""generated" : "yesterday 2026"#),
        (#""standing" : "ready""#, #""standing" : "fine""#), (#""revision" : 12,"#, ""),
    ])
    func `What is not a report is refused`(_ part: String, _ wrong: String) throws {
        let report = String(decoding: try ParityReport.json(SampleParity.make()), as: UTF8.self)
        let broken = report.replacing(part, with: wrong)
        #expect(broken != report)
        #expect(try !schema().violations(of: Data(broken.utf8)).isEmpty)
    }
}
