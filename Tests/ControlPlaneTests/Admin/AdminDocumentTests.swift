import Parity
import TestSupport
import Testing

@testable import ControlPlane

/// docs/admin-api.yaml is written by hand; this keeps it from falling behind.
@Suite struct AdminDocumentTests {
    @Test func `it names every path`() async throws {
        let document = try Repository.text("docs/admin-api.yaml")
        for path in [
            "/health", "/status", "/targets", "/routes", "/routes/{id}", "/explain", "/flips", "/rollbacks", "/history",
            "/plan", "/apply", "/reload", "/parity", "/parity/routes/{id}", "/parity/verdicts", "/parity/reset",
            "/metrics",
        ] {
            #expect(document.contains("\n  \(path):\n"), "\(path)")
        }
    }

    @Test(arguments: [
        DifferenceClass.allCases.map(\.rawValue), Relation.allCases.map(\.rawValue),
        SkipReason.allCases.map(\.rawValue),
        FailureKind.allCases.map(\.rawValue), UnknownReason.allCases.map(\.rawValue),
        AdminStanding.allCases.map(\.rawValue),
    ])
    func `it lists every case of what is a closed set`(names: [String]) throws {
        let document = try Repository.text("docs/admin-api.yaml")
        #expect(document.contains("enum: [\(names.joined(separator: ", "))]"))
    }

    @Test(arguments: AdminProblem.Kind.allCases)
    func `it names every kind of problem`(kind: AdminProblem.Kind) throws {
        let document = try Repository.text("docs/admin-api.yaml")
        #expect(document.contains("- urn:ficus:problem:\(kind.rawValue)\n"))
        #expect((400...599).contains(kind.status) && !kind.title.isEmpty)
    }
}
