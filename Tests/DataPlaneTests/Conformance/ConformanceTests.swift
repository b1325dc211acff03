import TestSupport
import Testing

/// Every rule of `docs/conformance.md`, through a real data plane.
@Suite(.timeLimit(.minutes(patient(2))))
struct ConformanceTests {
    @Test(arguments: ConformanceCase.all)
    func `The rule is kept`(rule: ConformanceCase) async throws {
        let finding = try await ConformanceRig.run(rule)
        #expect(finding.problems.isEmpty, "\(rule.id): \(rule.rule)")
    }

    @Test func `No two rules have one name`() {
        let names = ConformanceCase.all.map(\.id)
        #expect(Set(names).count == names.count)
        #expect(names.count >= 150)
    }
}

extension ConformanceCase {
    static let all: [ConformanceCase] =
        requestLines + hosts + fields + requestFraming + chunks + paths + methods + forwarding + answerHeads
        + answerFraming + answers
}
