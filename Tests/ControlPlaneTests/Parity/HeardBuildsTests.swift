import Parity
import Routing
import TestSupport
import Testing

@testable import ControlPlane

/// A deployment that a probe hears of ends the epoch, before any request meets it.
struct HeardBuildsTests {
    @Test func `A build that a probe hears of has no evidence yet`() async throws {
        let fixture = try await ParityFixture()
        let route = try fixture.route("orders.list")
        await fixture.recorder.hear(["monolith": "m1", "orders": "s1"], table: fixture.table)
        try await fixture.record(30)
        #expect(try await fixture.recorder.evidence(of: route)?.evidence.match == 30)
        await fixture.recorder.hear(["monolith": "m1", "orders": "s2"], table: fixture.table)
        #expect(try await fixture.recorder.evidence(of: route) == nil)
        try await fixture.record(2, build: "s2")
        let current = try #require(await fixture.recorder.evidence(of: route))
        #expect(current.evidence.match == 2 && current.epoch.serviceBuild == "s2")
        #expect(current.alternatingBuilds.isEmpty)
    }

    @Test func `Hearing the same again changes nothing`() async throws {
        let fixture = try await ParityFixture()
        let route = try fixture.route("orders.list")
        await fixture.recorder.hear(["orders": "s1"], table: fixture.table)
        try await fixture.record(3)
        await fixture.recorder.hear(["orders": "s1"], table: fixture.table)
        await fixture.recorder.hear([:], table: fixture.table)
        #expect(try await fixture.recorder.evidence(of: route)?.evidence.match == 3)
    }

    @Test func `A new build of the monolith ends the epochs of all routes`() async throws {
        let fixture = try await ParityFixture()
        try await fixture.record(3)
        await fixture.recorder.hear(["monolith": "m2"], table: fixture.table)
        #expect(try await fixture.recorder.evidence(of: try fixture.route("orders.list")) == nil)
    }
}
