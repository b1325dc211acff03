import Routing
import Store
import TestSupport
import Testing

@testable import ControlPlane

@Suite(.timeLimit(.minutes(1))) struct RollbackTests {
    @Test func `a rollback goes one step back each time`() async throws {
        let fixture = try FlipsFixture()
        for status in [shadow, canary(5), extracted] {
            try await fixture.flip("prices", status, force: true, reason: "test")
        }
        for expected in [canary(5), shadow, monolith] {
            let answer = try await fixture.rollback("prices")
            #expect(answer.flip.to == expected && answer.flip.direction == .rollback && !answer.unpersisted)
            #expect(fixture.published.status(of: "prices") == expected)
        }
        try await refusal(.nothingToRollBack) { try await fixture.rollback("prices") }
        #expect(fixture.log.flipsWritten.map(\.sequence) == [1, 2, 3, 4, 5, 6])
    }

    @Test func `a rollback to a given state has to go back`() async throws {
        let fixture = try FlipsFixture()
        try await fixture.flip("prices", canary(50), force: true, reason: "test")
        try await refusal(.nothingToRollBack) { try await fixture.rollback("prices", to: extracted) }
        #expect(try await fixture.rollback("prices", to: canary(10)).flip.to == canary(10))
        #expect(try await fixture.rollback("prices", to: monolith).flip.to == monolith)
    }

    @Test func `a flip backwards is a rollback and passes no gate`() async throws {
        let fixture = try FlipsFixture()
        try await fixture.flip("lifecycle", extracted, force: true, reason: "test")
        let answer = try await fixture.flip("lifecycle", shadow)
        #expect(answer.flip.direction == .rollback && answer.flip.gates.isEmpty)
    }

    @Test func `a rollback that cannot be written stands, is shown, and is written later`() async throws {
        let fixture = try FlipsFixture()
        try await fixture.flip("prices", shadow)
        fixture.log.breakDown()
        let answer = try await fixture.rollback("prices")
        #expect(answer.unpersisted && answer.sequence == nil)
        #expect(fixture.published.status(of: "prices") == monolith)
        #expect(await fixture.flips.summary().unpersisted == 1)
        let history = await fixture.flips.history()
        #expect(history.entries.first?.sequence == nil && !history.verified)

        fixture.log.repair()
        try await eventually("it is written") { fixture.log.flipsWritten.count == 2 }
        try await eventually("nothing is unpersisted") { await fixture.flips.summary().unpersisted == 0 }
        #expect(fixture.log.flipsWritten.last?.flip.to == monolith)
        #expect(await fixture.flips.history().entries.map(\.sequence) == [2, 1])
    }

    @Test func `flips after an unwritten rollback keep the order`() async throws {
        let fixture = try FlipsFixture()
        try await fixture.flip("prices", shadow)
        fixture.log.breakDown()
        try await fixture.rollback("prices")
        try await refusal(.storeUnavailable) { try await fixture.flip("prices", shadow) }
        fixture.log.repair()
        try await fixture.flip("prices", shadow)
        #expect(fixture.log.flipsWritten.map(\.flip.to) == [shadow, monolith, shadow])
    }

    @Test func `a rollback is in force before the store has answered`() async throws {
        let fixture = try FlipsFixture()
        try await fixture.flip("prices", shadow)
        let gate = Latch()
        fixture.log.beforeNextAppend { await gate.wait() }
        async let answer = fixture.rollback("prices")
        try await eventually("it is published") { fixture.published.status(of: "prices") == monolith }
        #expect(fixture.log.flipsWritten.count == 1)
        gate.open()
        #expect(try await answer.flip.to == monolith)
        try await eventually("it is written") { fixture.log.flipsWritten.count == 2 }
    }

    @Test func `a rollback overtakes a forward flip that is under way`() async throws {
        let fixture = try FlipsFixture()
        try await fixture.flip("prices", shadow)
        let gate = Latch()
        fixture.log.beforeNextAppend { await gate.wait() }
        async let forward: Void = {
            try await refusal(.conflict) { try await fixture.flip("prices", extracted, force: true, reason: "x") }
        }()
        // A second flip of the unit shows that the first has begun.
        try await eventually("the flip is under way") {
            await fixture.flips.underWay.contains("prices")
        }
        try await refusal(.conflict) { try await fixture.flip("prices", retired, force: true, reason: "x") }
        async let back = fixture.rollback("prices")
        try await eventually("the rollback is in force") { fixture.published.status(of: "prices") == monolith }
        gate.open()
        #expect(try await back.flip.to == monolith)
        try await forward
        #expect(fixture.published.status(of: "prices") == monolith)
        // Whatever was written, the last record is the rollback: a restart serves the same.
        try await eventually("the rollback is written") { fixture.log.flipsWritten.last?.flip.to == monolith }
        #expect(fixture.published.all.allSatisfy { $0.status(ofUnit: "prices") != extracted })
    }

    @Test func `tables are published in the order they were made`() async throws {
        let fixture = try FlipsFixture()
        for _ in 0..<20 {
            async let one = fixture.flip("prices", shadow)
            async let two = fixture.flip("lifecycle", shadow)
            _ = try await (one, two)
            async let three = fixture.rollback("prices")
            async let four = fixture.rollback("lifecycle")
            _ = try await (three, four)
        }
        let revisions = fixture.published.all.map(\.revision)
        #expect(revisions == revisions.sorted() && Set(revisions).count == revisions.count)
        #expect(fixture.log.flipsWritten.count == 80)
    }
}
