import DataPlane
import Foundation
import Parity
import Routing
import Testing

@testable import ControlPlane

/// Copies that go out while nothing tells yet that the two sides name one thing differently.
struct MisaddressedCopyTests {
    /// What a list teaches before the copy's answer is judged, and where the copy had been sent.
    enum Case: CaseIterable {
        case nothingKnown, translated, knownByNow, othersKnownByNow, unknownThere, sharedAndGoneThere

        var taught: (monolith: String, service: String)? {
            switch self {
            case .nothingKnown, .unknownThere: nil
            case .sharedAndGoneThere: ("o7", "o7")
            case .translated, .knownByNow: ("o7", "a7")
            case .othersKnownByNow: ("o8", "a8")
            }
        }

        var copied: String { self == .translated ? "a7" : "o7" }

        var isJudged: Bool { [.nothingKnown, .translated, .sharedAndGoneThere].contains(self) }
        var isNotFound: Bool { self == .unknownThere || self == .sharedAndGoneThere }
    }

    @Test(arguments: Case.allCases)
    func `what was asked of another thing says nothing about this one`(_ example: Case) async throws {
        let fixture = try await ParityFixture()
        func record(
            _ route: String, _ path: (String, String), _ monolith: String, _ service: String, status: UInt16 = 200
        ) async throws {
            var exchange = ComparedExchange(
                route: try fixture.route(route), monolith: ParityFixture.answer(monolith, "m1"),
                service: ParityFixture.answer(service, "s1"), primary: .monolith, requestID: "r",
                time: ParityFixture.start)
            exchange.service.status = status
            exchange.table = fixture.table
            exchange.questions = Questions(
                monolith: fixture.table.targets[0], service: fixture.table.targets[1], toMonolith: { nil },
                toService: { nil }, head: { nil }, targets: { path }, isRepeatable: false)
            await fixture.recorder.record(exchange)
        }
        if let (monolith, service) = example.taught {
            try await record(
                "orders.named", ("/api/v1/named", "/api/v1/named"), #"{"orders":[{"id":"\#(monolith)"}]}"#,
                #"{"orders":[{"id":"\#(service)"}]}"#)
        }
        try await record(
            "orders.item", ("/api/v1/named/o7?full=1", "/api/v1/named/\(example.copied)?full=1"),
            #"{"id":"o7","total":1}"#, #"{"error":"not found"}"#, status: example.isNotFound ? 404 : 200)
        let verdict = try #require(await fixture.recorder.verdicts(last: 1).first)
        #expect(verdict.verdict == (example.isJudged ? "mismatch" : "unknown"))
        #expect(verdict.reason == (example.isJudged ? nil : "unmapped_id"))
    }
}
