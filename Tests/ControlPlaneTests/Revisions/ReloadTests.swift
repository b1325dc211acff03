import Foundation
import Routing
import Store
import TestSupport
import Testing

@testable import ControlPlane

@Suite(.timeLimit(.minutes(1))) struct ReloadTests {
    let folder: TemporaryFolder
    let routes: RouteTableFolder

    init() throws {
        folder = try TemporaryFolder("reload")
        routes = RouteTableFolder(path: folder.path("routes"), environment: [:])
        try write(FlipsFixture.table)
    }

    private func write(_ text: String) throws {
        try folder.write(text, to: "routes/table.yaml")
    }

    private func store() throws -> ProxyStore { try ProxyStore(path: folder.path("ficus.sqlite")) }

    @Test func `a good folder is taken as one revision, and flips stay in force`() async throws {
        let fixture = try FlipsFixture()
        let store = try store()
        try await fixture.flip("prices", shadow)
        #expect(try await fixture.flips.reload(routes, into: store, who: "ann").revision == 1)
        try write(FlipsFixture.table.replacing("GET /prices", with: "GET /all-prices"))
        let answer = try await fixture.flips.reload(routes, into: store, who: "ann")
        #expect(answer.revision == 2 && answer.changed && answer.routes == 4)
        let table = try #require(fixture.published.all.last)
        #expect(table.status(ofUnit: "prices") == shadow)
        #expect(table.routes.contains { $0.pattern.description == "GET /all-prices" })
        #expect(try await fixture.flips.reload(routes, into: store, who: "ann").changed == false)
    }

    @Test func `a bad folder is refused with every diagnostic, and the last good one keeps serving`() async throws {
        let fixture = try FlipsFixture()
        try write(
            FlipsFixture.table.replacing("effect: write", with: "effect: maybe").replacing("GET /prices", with: "GET"))
        let problem = try await refusal(.badRouteTable) {
            _ = try await fixture.flips.reload(routes, into: try store(), who: "ann")
        }
        #expect((problem.diagnostics?.count ?? 0) >= 2)
        #expect(problem.diagnostics?.allSatisfy { $0.line > 1 && $0.file.hasSuffix("table.yaml") } == true)
        #expect(fixture.published.all.isEmpty)
        #expect(await fixture.flips.revision.number == 1)
    }

    @Test func `a reload never undoes a rollback`() async throws {
        let fixture = try FlipsFixture()
        try await fixture.flip("prices", shadow)
        try await fixture.rollback("prices")
        try write(FlipsFixture.table.replacing("prices: {", with: "prices: {state: extracted, "))
        _ = try await fixture.flips.reload(routes, into: try store(), who: "ann")
        #expect(fixture.published.status(of: "prices") == monolith)
        #expect(try await fixture.flips.plan().changes.map(\.unit) == ["prices"])
    }

    @Test func `a restart with a broken folder serves the last good revision`() async throws {
        let store = try store()
        let first = try await Startup(folder: routes, store: store, who: "ann")
        #expect(first.revision.number == 1)
        #expect(first.revision.source == .folder(routes.path))
        try write("nonsense: [")
        let second = try await Startup(folder: routes, store: store, who: "ann")
        #expect(second.revision.number == 1)
        guard case .store(let problem) = second.revision.source else {
            Issue.record("served from \(second.revision.source)")
            return
        }
        #expect(problem.contains("1 error"))
        #expect(second.definition.canonicalText == first.definition.canonicalText)
        #expect(!second.diagnostics.isEmpty)
    }

    @Test func `a first start with a broken folder is refused`() async throws {
        try write("nonsense: [")
        let store = try store()
        await #expect(throws: Startup.Impossible.self) { try await Startup(folder: routes, store: store, who: "ann") }
    }

    @Test func `plan shows drift and apply goes through the gates`() async throws {
        let fixture = try FlipsFixture()
        #expect(try await fixture.flips.plan().changes.isEmpty)
        try await fixture.flip("prices", shadow)
        try await fixture.flip("lifecycle", shadow)
        try write(FlipsFixture.table.replacing("prices: {", with: "prices: {state: extracted, "))
        _ = try await fixture.flips.reload(routes, into: try store(), who: "ann")

        let plan = try await fixture.flips.plan()
        #expect(plan.changes.map(\.unit).sorted() == ["lifecycle", "prices"])
        let prices = try #require(plan.changes.first { $0.unit == "prices" })
        #expect(prices.to == extracted && !prices.allowed && prices.refusal != nil)
        let routes = await fixture.flips.routes()
        #expect(routes.filter(\.drift).map(\.id) == ["orders.create", "orders.show", "prices"])

        let answer = await fixture.flips.apply(ApplyRequest(who: "ann"))
        #expect(answer.applied.map(\.flip.unit) == ["lifecycle"])
        #expect(answer.refused.map(\.kind) == [.gateRefused])
        #expect(fixture.published.status(of: "prices") == shadow)
        fixture.evidence.set("prices", match: 5_000)
        #expect(await fixture.flips.apply(ApplyRequest(who: "ann")).refused.isEmpty)
        #expect(try await fixture.flips.plan().changes.isEmpty)
    }
}
