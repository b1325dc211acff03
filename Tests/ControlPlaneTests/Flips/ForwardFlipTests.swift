import Foundation
import Parity
import Routing
import Store
import Testing

@testable import ControlPlane

@Suite(.timeLimit(.minutes(1))) struct ForwardFlipTests {
    @Test func `shadow asks for no evidence`() async throws {
        let fixture = try FlipsFixture()
        let answer = try await fixture.flip("lifecycle", shadow)
        #expect(answer.sequence == 1)
        #expect(answer.routes == ["orders.create", "orders.show"])
        #expect(fixture.published.status(of: "lifecycle") == shadow)
        #expect(fixture.log.flipsWritten.map(\.flip.to) == [shadow])
    }

    /// Every step and every leap: what each route of the unit needs to have compared.
    @Test(
        arguments: [
            (monolith, canary(5), 340), (shadow, canary(5), 340), (shadow, canary(100), 340),
            (canary(5), canary(6), 340), (monolith, extracted, 3_340), (shadow, extracted, 3_340),
            (canary(5), extracted, 3_340), (extracted, retired, 3_340), (shadow, retired, 3_340),
        ] as [(RouteStatus, RouteStatus, UInt64)])
    func `a forward flip passes the gate of the state that it reaches`(
        from: RouteStatus, to: RouteStatus, needed: UInt64
    ) async throws {
        let stored = StoredFlip(
            sequence: 1,
            flip: Flip(unit: "prices", direction: .forward, from: monolith, to: from, time: .now, who: "ann", why: ""),
            hash: "")
        let fixture = try FlipsFixture(flips: [stored])
        fixture.evidence.set("prices", match: needed - 40)
        let problem = try await refusal(.gateRefused) { try await fixture.flip("prices", to) }
        let outcome = try #require(problem.gates?.first)
        #expect(outcome.result.compared == needed - 40 && outcome.result.moreNeeded > 0)
        #expect(problem.fix?.contains("--force") == true)
        #expect(fixture.published.all.isEmpty && fixture.log.flipsWritten.isEmpty)

        fixture.evidence.set("prices", match: needed)
        let answer = try await fixture.flip("prices", to)
        #expect(!answer.flip.forced)
        #expect(answer.flip.gates.map(\.result.compared) == [needed])
        #expect(fixture.published.status(of: "prices") == to)
    }

    @Test func `a group passes when each of its routes does`() async throws {
        let fixture = try FlipsFixture()
        fixture.evidence.set("orders.show", match: 5_000)
        fixture.evidence.set("orders.create", match: 5_000, mismatch: 5_000)
        let problem = try await refusal(.gateRefused) { try await fixture.flip("lifecycle", canary(5)) }
        #expect(problem.gates?.map(\.passes) == [false, true])
        #expect(problem.detail.contains("orders.create") && !problem.detail.contains("orders.show"))
        fixture.evidence.set("orders.create", match: 5_000)
        try await fixture.flip("lifecycle", canary(5))
    }

    @Test func `a waived route does not count, and goes on record`() async throws {
        let fixture = try FlipsFixture()
        fixture.evidence.set("orders.show", match: 5_000)
        try await refusal(.reasonMissing) { try await fixture.flip("lifecycle", canary(5), waive: ["orders.create"]) }
        try await refusal(.badRequest) {
            try await fixture.flip("lifecycle", canary(5), reason: "why", waive: ["prices"])
        }
        let answer = try await fixture.flip("lifecycle", canary(5), reason: "unused", waive: ["orders.create"])
        #expect(answer.flip.waivers == ["orders.create"])
        #expect(!answer.flip.forced)
        #expect(answer.flip.gates.map(\.waived) == [true, false])
    }

    @Test func `force needs a reason, and both go on record with what the gate said`() async throws {
        let fixture = try FlipsFixture()
        try await refusal(.reasonMissing) { try await fixture.flip("prices", extracted, force: true) }
        try await refusal(.reasonMissing) { try await fixture.flip("prices", extracted, force: true, reason: " \t") }
        let answer = try await fixture.flip("prices", extracted, force: true, reason: "agreed")
        #expect(answer.flip.forced && answer.flip.why == "agreed" && answer.flip.who == "ann")
        #expect(answer.flip.gates.map(\.result.isOpen) == [false])
    }

    @Test func `force where the gate is open is not recorded as forced`() async throws {
        let fixture = try FlipsFixture()
        fixture.evidence.set("prices", match: 9_000)
        #expect(try await fixture.flip("prices", extracted, force: true, reason: "x").flip.forced == false)
    }

    @Test func `a member of a group is refused, naming the group`() async throws {
        let fixture = try FlipsFixture()
        let problem = try await refusal(.memberOfGroup) { try await fixture.flip("orders.show", shadow) }
        #expect(problem.unit == "lifecycle" && problem.detail.contains("lifecycle"))
        try await refusal(.memberOfGroup) { try await fixture.rollback("orders.show") }
    }

    @Test func `what cannot flip is refused`() async throws {
        let fixture = try FlipsFixture()
        try await refusal(.notFlippable) { try await fixture.flip("internal", shadow) }
        try await refusal(.unknownUnit) { try await fixture.flip("nothing", shadow) }
        try await refusal(.badRequest) { try await fixture.flip("prices", RouteStatus(.canary)) }
    }

    @Test func `a flip to the state in force changes and records nothing`() async throws {
        let fixture = try FlipsFixture()
        try await fixture.flip("prices", shadow)
        let answer = try await fixture.flip("prices", shadow)
        #expect(!answer.changed)
        #expect(fixture.log.flipsWritten.count == 1)
    }

    @Test func `a flip that cannot be written is not done`() async throws {
        let fixture = try FlipsFixture()
        fixture.log.breakDown()
        try await refusal(.storeUnavailable) { try await fixture.flip("prices", shadow) }
        #expect(fixture.published.all.isEmpty)
        fixture.log.repair()
        try await fixture.flip("prices", shadow)
    }

    @Test func `the stored flips decide what the first table is`() throws {
        let flip = Flip(unit: "prices", direction: .forward, from: monolith, to: shadow, time: .now, who: "a", why: "")
        let table = Flips.firstTable(
            definition: try FlipsFixture.definition(), flips: [StoredFlip(sequence: 1, flip: flip, hash: "")])
        #expect(table.status(ofUnit: "prices") == shadow)
        #expect(table.status(ofUnit: "lifecycle") == monolith)
    }
}
