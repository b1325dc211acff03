import Foundation
import Parity
import Store
import Routing
import Testing

@testable import ControlPlane

/// What `GET /parity` says of a route beside its verdicts: costs of rules, effects, latency, epochs, recall.
@Suite(.timeLimit(.minutes(1)))
struct RouteKnowledgeTests {
    @Test func `A rule says what it costs, how often it mattered, and whether it ever matched`() async throws {
        let fixture = try await ParityFixture(ignore: "[/at, /nowhere]")
        for number in 0..<3 {
            try await fixture.record(monolith: #"{"id":1,"at":1}"#, service: #"{"id":1,"at":\#(number)}"#)
        }
        let rules = try await fixture.recorder.parity(of: fixture.table).routes[0].rules
        #expect(rules.measured == 3 && rules.leaves == 6)
        #expect(rules.rules.map(\.rule) == ["ignore /at", "ignore /nowhere"])
        #expect(rules.rules[0].share == 0.5)
        #expect(rules.rules[0].met == 3 && rules.rules[0].excused == 2 && rules.rules[0].decided == 2)
        #expect(rules.rules.map(\.neverMatched) == [false, true])
        #expect(rules.rules[1].share == 0)
    }

    @Test func `Before anything is measured no rule is blamed`() async throws {
        let fixture = try await ParityFixture(ignore: "[/at]")
        let rules = try await fixture.recorder.parity(of: fixture.table).routes[0].rules
        #expect(rules.rules.map(\.neverMatched) == [false])
        #expect(rules.rules[0].share == nil)
    }

    @Test func `An accepted difference says why, and whether its time is over`() throws {
        let known = Acceptance(reason: "cents", ticket: "FIX-1", expires: 100)
        let rules = try ComparisonRules(rules: [Rule("/price", .accept(known))])
        let before = AdminRuleCosts(RuleCosts(), rules: rules, now: Date(timeIntervalSince1970: 99)).rules[0]
        let after = AdminRuleCosts(RuleCosts(), rules: rules, now: Date(timeIntervalSince1970: 100)).rules[0]
        #expect(before.acceptance?.ticket == "FIX-1" && before.acceptance?.isExpired == false)
        #expect(after.acceptance?.isExpired == true)
    }

    @Test func `Effects of writes are told apart from their answers`() async throws {
        let fixture = try await ParityFixture()
        let pairs: [(String?, String?)] = [
            (#"{"orders":[{"id":1}]}"#, #"{"orders":[{"id":1}]}"#),
            (#"{"orders":[{"id":1}]}"#, #"{"orders":[{"id":2}]}"#),
            (#"{"orders":[]}"#, nil),
        ]
        for (monolith, service) in pairs {
            var exchange = ComparedExchange(
                route: try fixture.route("orders.dry"), monolith: ParityFixture.answer("{}", "m1"),
                service: ParityFixture.answer("{}", "s1"), primary: .monolith, requestID: "r", time: ParityFixture.start
            )
            exchange.effect = .write
            exchange.table = fixture.table
            exchange.monolith.changes = monolith.map { Array($0.utf8) }
            exchange.service.changes = service.map { Array($0.utf8) }
            await fixture.recorder.record(exchange)
        }
        let routes = try await fixture.recorder.parity(of: fixture.table).routes
        let route = try #require(routes.first { $0.id == "orders.dry" })
        #expect(route.effects?.compared == 2)
        #expect(route.effects?.differing == 1)
        #expect(route.effects?.unknown == 1)
        #expect(route.counts.unknown == [.effects: 1])
        #expect(routes[0].effects == nil)
    }

    /// A list that was asked for a second before the order was placed, and answered two seconds later, has it already.
    @Test(arguments: [(2.0, "match"), (0.5, "mismatch")])
    func `What a read learned while a write was under way is no name that its dry run could know`(
        seconds: Double, verdict: String
    ) async throws {
        let fixture = try await ParityFixture()
        func exchange(_ route: String, _ monolith: String, _ service: String, at time: Double) throws
            -> ComparedExchange
        {
            var exchange = ComparedExchange(
                route: try fixture.route(route), monolith: ParityFixture.answer(monolith, "m1"),
                service: ParityFixture.answer(service, "s1"), primary: .monolith, requestID: route,
                time: ParityFixture.start + time)
            exchange.table = fixture.table
            return exchange
        }
        var list = try exchange(
            "orders.named", #"{"orders":[{"id":17},{"id":18}]}"#, #"{"orders":[{"id":"o-17"},{"id":"o-18"}]}"#, at: -1)
        list.monolith.totalNanoseconds = UInt64(seconds * 1_000_000_000)
        await fixture.recorder.record(list)
        var write = try exchange("orders.rehearsed", #"{"id":18}"#, #"{"id":"o-99"}"#, at: 0)
        write.effect = .write
        await fixture.recorder.record(write)
        #expect(await fixture.recorder.verdicts(last: 2).map(\.verdict) == ["match", verdict])
    }

    /// Both sides write down when it happened, each by its own clock.
    @Test(arguments: [("2026-01-01T00:00:00.120Z", "match"), ("2025-12-24T00:00:00.120Z", "mismatch")])
    func `Moments of this very exchange may differ in the effects, without any rule`(
        moment: String, verdict: String
    ) async throws {
        let fixture = try await ParityFixture()
        var exchange = ComparedExchange(
            route: try fixture.route("orders.dry"), monolith: ParityFixture.answer("{}", "m1"),
            service: ParityFixture.answer("{}", "s1"), primary: .monolith, requestID: "r", time: ParityFixture.start)
        exchange.effect = .write
        exchange.table = fixture.table
        exchange.monolith.changes = Array(#"{"orders":[{"id":1,"updated_at":"2026-01-01T00:00:00.003Z"}]}"#.utf8)
        exchange.service.changes = Array(#"{"orders":[{"id":1,"updated_at":"\#(moment)"}]}"#.utf8)
        await fixture.recorder.record(exchange)
        #expect(await fixture.recorder.verdicts(last: 1).map(\.verdict) == [verdict])
    }

    /// It came after the feed, say: the order is cancelled already, and the copy is refused.
    @Test(arguments: [
        ("unsure", #"{"title":"Conflict"}"#, "unknown"), ("unsure", "{}", "unknown"),
        (#"unsure {"orders":[]}"#, "{}", "unknown"), (#"unsure {"orders":[{"id":1}]}"#, "{}", "match"),
        (#"unsure {"orders":[{"id":1}]}"#, #"{"title":"Conflict"}"#, "unknown"),
        (#"{"orders":[]}"#, "{}", "mismatch"),
    ])
    func `What differs in a dry run that may have seen other rows tells nothing`(
        changes: String, answer: String, expected: String
    ) async throws {
        let fixture = try await ParityFixture()
        var exchange = ComparedExchange(
            route: try fixture.route("orders.dry"), monolith: ParityFixture.answer("{}", "m1"),
            service: ParityFixture.answer(answer, "s1"), primary: .monolith, requestID: "r",
            time: ParityFixture.start)
        exchange.effect = .write
        exchange.table = fixture.table
        exchange.monolith.changes = Array(#"{"orders":[{"id":1}]}"#.utf8)
        exchange.service.changes = Array(changes.utf8)
        await fixture.recorder.record(exchange)
        #expect(await fixture.recorder.verdicts(last: 1).map(\.verdict) == [expected])
        let route = try #require(
            try await fixture.recorder.parity(of: fixture.table).routes.first { $0.id == "orders.dry" })
        #expect(route.effects?.unknown == (expected == "unknown" ? 1 : 0))
        #expect(route.groups.isEmpty == (expected != "mismatch"))
    }

    @Test func `Latency is a curve of each side, and an increase with its interval`() async throws {
        let fixture = try await ParityFixture()
        try await fixture.record(99)
        #expect(try await fixture.recorder.parity(of: fixture.table).routes[0].latency?.p99Increase == nil)
        try await fixture.record(1)
        let latency = try #require(try await fixture.recorder.parity(of: fixture.table).routes[0].latency)
        #expect(latency.monolithCount == 100)
        #expect(latency.service.map(\.share) == AdminLatency.shares)
        for quantile in latency.service { #expect(quantile.low <= quantile.value && quantile.value <= quantile.high) }
        let increase = try #require(latency.p99Increase)
        #expect(increase.value == 0 && increase.low <= 0 && increase.high >= 0)
    }

    @Test func `A service that is certainly slower than a gate allows differs in latency`() async throws {
        let fixture = try await ParityFixture(p99: "20%")
        func group(after count: Int, slow: UInt64) async throws -> DifferenceGroup? {
            for number in 0..<count {
                var service = ParityFixture.answer("{}", "s1")
                service.totalNanoseconds = slow
                await fixture.recorder.record(
                    ComparedExchange(
                        route: try fixture.route("orders.list"), monolith: ParityFixture.answer("{}", "m1"),
                        service: service, primary: .monolith, requestID: "r\(number)", time: ParityFixture.start))
            }
            return try await fixture.recorder.parity(of: fixture.table).routes[0].groups.first
        }
        #expect(try await group(after: 100, slow: 2_100_000) == nil)
        let slow = try #require(try await group(after: 100, slow: 90_000_000))
        #expect(slow.key == DifferenceGroup.Key(pattern: "latency", kind: .latency) && slow.count == 100)
        // Nothing of it is a verdict, or kept.
        let evidence = try #require(await fixture.recorder.evidence(of: fixture.route("orders.list"))).evidence
        #expect(evidence.match == 200 && evidence.mismatches == 0)
        #expect(try await fixture.store.currentEvidence()[0].groups.isEmpty)
    }

    @Test func `A blind route stays blind after a restart, and a new epoch is looked at anew`() async throws {
        let fixture = try await ParityFixture()
        let route = try fixture.route("orders.list")
        try await fixture.record(30)
        let before = try #require(await fixture.recorder.evidence(of: route))
        #expect(before.evidence.recall.planted == 20)
        // As if the comparison had found none of these.
        var blind = Evidence()
        for _ in 0..<20 { blind.recall.record(.wrongText, isFound: false) }
        try await fixture.store.record(
            [EvidenceDelta(route: route.id, epoch: before.epoch, evidence: blind, groups: [])],
            time: ParityFixture.start)

        let next = try await ParityRecorder(store: fixture.store, now: { ParityFixture.start })
        let gate = Parity.Gate(mismatch: 0.5, confidence: 0.95, comparedShare: 0)
        func answer() async throws -> GateResult? {
            try await next.evidence(of: route).map { gate.evaluate($0.evidence) }
        }
        #expect(try await answer()?.refusals == [.blind(planted: 40, found: 20, minimum: 0.95)])
        let shown = try await next.parity(of: fixture.table).routes[0].recall
        #expect(shown.planted == 40)
        for number in 0..<20 {
            await next.record(
                ComparedExchange(
                    route: route, monolith: ParityFixture.answer(#"{"a":"text"}"#, "m1"),
                    service: ParityFixture.answer(#"{"a":"text"}"#, "s2"), primary: .monolith,
                    requestID: "n\(number)", time: ParityFixture.start))
        }
        let fresh = try #require(await next.evidence(of: route))
        #expect(fresh.epoch.serviceBuild == "s2" && fresh.evidence.recall.planted == 20)
        #expect(try await answer()?.isOpen == true)
    }

    @Test func `What is kept to be judged again survives a restart`() async throws {
        let fixture = try await ParityFixture()
        try await fixture.record(3, service: #"{"orders":[1]}"#)
        try await fixture.recorder.flush()
        let next = try await ParityRecorder(store: fixture.store, now: { ParityFixture.start })
        let shelves = await next.shelves
        let first = try #require(shelves["orders.list"]?.group(in: 0))
        #expect(first.pattern == "body:/orders/*" && shelves["orders.list"]?.group(in: 2) == first)
        #expect(try await next.samples(of: "orders.list").count == 3)
    }

    @Test func `Earlier epochs stay beside the one in force, newest first`() async throws {
        let fixture = try await ParityFixture()
        for build in 1...7 {
            try await fixture.record(build, build: "s\(build)")
            try await fixture.recorder.flush()
        }
        let epochs = try await fixture.recorder.parity(of: fixture.table).routes[0].epochs
        #expect(epochs.map(\.epoch.serviceBuild) == ["s7", "s6", "s5", "s4", "s3"])
        #expect(epochs.map(\.compared) == [7, 6, 5, 4, 3])
    }

    @Test func `What is not copied is a gap with an example`() async throws {
        let fixture = try await ParityFixture()
        let route = try fixture.route("orders.list")
        await fixture.recorder.record(.skipped(.unmappedID), of: route, count: 2)
        await fixture.recorder.note(.unmappedID, example: "GET /api/v1/orders/17", of: route)
        await fixture.recorder.note(.unmappedID, example: "GET /api/v1/orders/18", of: route)
        let gap = try #require(AdminGap.gaps(of: try await fixture.recorder.parity(of: fixture.table)).first)
        #expect(gap.kind == "request not copied (unmapped_id)" && gap.seen == 2 && gap.share == 1)
        #expect(gap.example == "GET /api/v1/orders/17")
    }

    @Test func `Recall is told by class, and a skip by its reason`() async throws {
        let fixture = try await ParityFixture()
        try await fixture.record(30)
        await fixture.recorder.record(.skipped(.unmappedID), of: try fixture.route("orders.list"), count: 4)
        let route = try await fixture.recorder.parity(of: fixture.table).routes[0]
        #expect(route.recall.planted == 20)
        #expect(route.recall.counts.values.reduce(0) { $0 + $1.planted } == 20)
        #expect(route.counts.skipped == [.unmappedID: 4])
        let text = String(decoding: try AdminJSON.encoder().encode(route), as: UTF8.self)
        #expect(text.contains(#""unmapped_id":4"#) && text.contains(#""wrong_status":{"#))
    }
}
