@testable import ControlPlane
import Foundation
import Parity
import Routing
import Store
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ParityRecorderTests {
    @Test func `What is recorded is evidence of the route, and survives the recorder`() async throws {
        let fixture = try await ParityFixture()
        try await fixture.record(3)
        try await fixture.record(service: #"{"orders":[1]}"#)
        let route = try fixture.route("orders.list")
        let current = try #require(await fixture.recorder.evidence(of: route))
        #expect(current.evidence.match == 3)
        #expect(current.evidence.mismatch == 1)
        #expect(current.epoch.serviceBuild == "s1")

        let next = try await ParityRecorder(store: fixture.store)
        #expect(try await next.evidence(of: route)?.evidence == current.evidence)
        await next.record(.failed(.timeout), of: route, count: 2)
        let later = try #require(await next.evidence(of: route))
        #expect(later.evidence.mismatches == 3)
        #expect(later.epoch == current.epoch)
    }

    @Test func `A new build of the service starts a new epoch`() async throws {
        let fixture = try await ParityFixture()
        let route = try fixture.route("orders.list")
        try await fixture.record(30, service: "[]", build: "s1")
        try await fixture.record(2, build: "s2")
        let current = try #require(await fixture.recorder.evidence(of: route))
        #expect(current.evidence.match == 2)
        #expect(current.evidence.mismatch == 0)
        #expect(current.alternatingBuilds == ["s1", "s2"])
        try await fixture.record(20, build: "s2")
        #expect(try await fixture.recorder.evidence(of: route)?.alternatingBuilds == [])
    }

    @Test func `An answer that names no build leaves the epoch as it is`() async throws {
        let fixture = try await ParityFixture()
        try await fixture.record(2)
        await fixture.recorder.record(
            ComparedExchange(
                route: try fixture.route("orders.list"), monolith: ParityFixture.answer("{}", nil),
                service: ParityFixture.answer("{}", nil), primary: .monolith, requestID: "r",
                time: ParityFixture.start))
        let current = try #require(await fixture.recorder.evidence(of: fixture.route("orders.list")))
        #expect(current.evidence.match == 3)
    }

    @Test func `A changed definition has no evidence yet`() async throws {
        let fixture = try await ParityFixture()
        try await fixture.record(2)
        let changed = try ParityFixture.table(ignore: "[/x]")
        #expect(try await fixture.recorder.evidence(of: #require(changed.definition.route("orders.list"))) == nil)
        let same = try ParityFixture.table()
        #expect(try await fixture.recorder.evidence(of: #require(same.definition.route("orders.list"))) != nil)
    }

    @Test func `A reset starts from zero`() async throws {
        let fixture = try await ParityFixture()
        let route = try fixture.route("orders.list")
        try await fixture.record(2)
        try await fixture.recorder.reset(route: route.id, who: "ops", why: "test data")
        #expect(try await fixture.recorder.evidence(of: route) == nil)
        try await fixture.record(1)
        #expect(try await fixture.recorder.evidence(of: route)?.evidence.match == 1)
        #expect(try await fixture.store.resets(route: route.id).map(\.why) == ["test data"])
    }

    @Test func `The last verdicts are kept, and new ones are watched`() async throws {
        let fixture = try await ParityFixture()
        try await fixture.record(VerdictFeed.limit + 5)
        #expect(await fixture.recorder.verdicts(last: 10_000).count == VerdictFeed.limit)
        var live = await fixture.recorder.liveVerdicts().makeAsyncIterator()
        try await fixture.record(monolith: #"{"a":1}"#, service: #"{"a":2}"#)
        let verdict = try #require(await live.next())
        #expect(verdict.route == "orders.list")
        #expect(verdict.verdict == "mismatch")
        #expect(verdict.differences.map { "\($0.kind.rawValue) \($0.path)" } == ["value body:/a"])
        #expect(verdict.recall == 1)
        #expect(await fixture.recorder.verdicts(last: 1) == [verdict])
        #expect(await fixture.recorder.verdicts(last: 3, route: "orders.show") == [])

        let line = String(decoding: try AdminJSON.encoder().encode(verdict), as: UTF8.self)
        #expect(line.contains(#""request_id":"r0""#))
        #expect(
            line.contains(
                #""differences":[{"class":"value","monolith":"1","path":"body:/a","relation":"off_by_one","service":"2"}]"#
            ))
        #expect(line.contains(#""reason":null"#))
        #expect(line.contains(#""time":"2026-01-01T00:00:00.000Z""#))
    }

    @Test func `Evidence that the store cannot take is kept`() async throws {
        let fixture = try await ParityFixture()
        try await fixture.record(2)
        try fixture.store.close()
        await #expect(throws: (any Error).self) { try await fixture.recorder.flush() }
        try await fixture.record(1)
        await #expect(throws: (any Error).self) {
            try await fixture.recorder.evidence(of: fixture.route("orders.list"))
        }
    }

    @Test func `The report tells state, evidence, gates, groups and the next step`() async throws {
        let fixture = try await ParityFixture()
        try await fixture.record(40)
        try await fixture.record(
            2, monolith: #"{"orders":[{"id":1,"price":"1.00"}]}"#, service: #"{"orders":[{"id":1,"price":"1.01"}]}"#)
        let report = try await fixture.recorder.parity(of: fixture.table)
        #expect(report.revision == 7)
        #expect(report.routes.map(\.id).prefix(2) == ["orders.list", "orders.show"])
        let list = report.routes[0]
        #expect(list.counts.compared == 42)
        #expect(list.groups.map(\.key.pattern) == ["body:/orders/*/price"])
        #expect(list.gates.map(\.state) == ["canary", "extracted"])
        #expect(!list.gates[0].result.isOpen)
        #expect(list.trend.map(\.mismatches).reduce(0, +) == 2)
        #expect(list.next.advice.contains("body:/orders/*/price"))
        #expect(list.recall.share == 1)
        #expect(report.routes[1].epoch == nil)

        let again = try AdminJSON.decoder().decode(AdminParity.self, from: AdminJSON.encoder().encode(report))
        #expect(again == report)
    }

    @Test func `A group says which of its routes it waits for`() async throws {
        let fixture = try await ParityFixture()
        try await fixture.record(400)
        let waiting = try await fixture.recorder.parity(of: fixture.table).routes[0]
        #expect(waiting.gates[0].result.isOpen)
        #expect(waiting.next.advice.contains("orders.show"))
        try await fixture.record(400, route: "orders.show")
        let open = try await fixture.recorder.parity(of: fixture.table).routes[0]
        #expect(open.next.command == "ficus flip orders canary --percent 5")
    }

    @Test func `A trend takes late exchanges where they belong and stays bounded`() {
        var trend = TrendRing()
        let start = ParityFixture.start
        trend.add(compared: 1, mismatches: 0, at: start + 25)
        trend.add(compared: 1, mismatches: 1, at: start + 3)
        trend.add(compared: 1, mismatches: 0, at: start + 29)
        #expect(trend.points.map(\.compared) == [1, 2])
        #expect(trend.points.map(\.start) == [start, start + 20])
        for index in 0..<200 { trend.add(compared: 1, mismatches: 0, at: start + Double(index * 10)) }
        #expect(trend.points.count == TrendRing.limit)
    }
}
