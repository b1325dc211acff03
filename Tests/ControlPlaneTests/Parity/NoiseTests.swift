import DataPlane
import Foundation
import NIOCore
import Parity
import Routing
import Synchronization
import Testing

@testable import ControlPlane

/// A monolith and a service that answer questions from scripts.
private final class ScriptedAsker: Asker {
    private struct State {
        var answers: [String: [Observation]]
        var asked: [String] = []
    }

    private let state: Mutex<State>

    init(monolith: [String] = [], service: [Observation] = []) {
        state = Mutex(
            State(answers: ["monolith": monolith.map { ParityFixture.answer($0, "m1") }, "orders": service]))
    }

    /// `monolith GET /orders noise`
    var asked: [String] { state.withLock(\.asked) }

    func answer(of target: Target, to message: RequestMessage, on route: Route) async -> Observation? {
        state.withLock { state in
            state.asked.append(
                "\(target.name) \(message.method) \(message.target) \(message.value(of: "ficus-leg") ?? "")")
            guard let next = state.answers[target.name]?.first else { return nil }
            if state.answers[target.name]?.count ?? 0 > 1 { state.answers[target.name]?.removeFirst() }
            return next
        }
    }
}

@Suite(.timeLimit(.minutes(1)))
struct NoiseTests {
    private func fixture(_ asker: ScriptedAsker, noise: String = "{sample: 0%}") async throws -> ParityFixture {
        try await ParityFixture(asker: asker, noise: noise)
    }

    /// Records one exchange of `orders.list` and waits until it is judged.
    private func verdict(
        _ fixture: ParityFixture, _ monolith: Observation, _ service: Observation, route id: String = "orders.list",
        effect: Effect = .read
    ) async throws -> AdminVerdict {
        let message = RequestMessage(
            method: effect == .read ? "GET" : "POST", target: "/api/v1/orders",
            fields: [("Authorization", "Bearer x"), ("Ficus-Leg", "noise")], body: ByteBuffer())
        let route = try fixture.route(id)
        var exchange = ComparedExchange(
            route: route, monolith: monolith, service: service, primary: .monolith, requestID: "r",
            time: ParityFixture.start)
        exchange.effect = effect
        exchange.table = fixture.table
        exchange.questions = Questions(
            monolith: fixture.table.targets[0], service: fixture.table.targets[1],
            toMonolith: { effect == .read ? message : nil }, toService: { effect == .read ? message : nil },
            head: { message }, isRepeatable: effect == .read)
        let questions = Task { await fixture.recorder.answerQuestions() }
        await fixture.recorder.record(exchange)
        await fixture.recorder.settle()
        // One that still ends would take what the next one is to ask.
        questions.cancel()
        await questions.value
        return try #require(await fixture.recorder.verdicts(last: 1).first)
    }

    private func answer(_ body: String, position: String? = nil) -> Observation {
        var answer = ParityFixture.answer(body, "m1")
        answer.position = position
        return answer
    }

    @Test func `Where the monolith disagrees with itself, a difference is noise`() async throws {
        let asker = ScriptedAsker(monolith: [#"{"at":"2026-01-01T00:00:02Z","total":7}"#])
        let fixture = try await fixture(asker)
        let verdict = try await verdict(
            fixture, answer(#"{"at":"2026-01-01T00:00:00Z","total":7}"#),
            answer(#"{"at":"2026-01-01T00:00:01Z","total":7}"#))
        #expect(verdict.verdict == "noise")
        #expect(verdict.reason == "volatile")
        #expect(verdict.volatile == ["body:/at"])
        #expect(asker.asked == ["monolith GET /api/v1/orders noise"])
        let evidence = try #require(await fixture.recorder.evidence(of: fixture.route("orders.list")))
        #expect(evidence.evidence.noise == 1)
        #expect(evidence.evidence.noiseKinds == [.volatile: 1])
    }

    @Test
    func `Where the monolith stands by its word, it stays a mismatch, and the service tells whether it is steady`()
        async throws
    {
        let asker = ScriptedAsker(
            monolith: [#"{"at":"2026-01-01T00:00:02Z","total":7}"#],
            service: [answer(#"{"at":"2026-01-01T00:00:03Z","total":7}"#)])
        let fixture = try await fixture(asker)
        let verdict = try await verdict(
            fixture, answer(#"{"at":"2026-01-01T00:00:00Z","total":7}"#),
            answer(#"{"at":"2026-01-01T00:00:01Z","total":8}"#))
        #expect(verdict.verdict == "mismatch")
        #expect(verdict.differences.map { "\($0.path)" } == ["body:/total"])
        #expect(verdict.steadiness == "flapping")
        #expect(asker.asked.count == 4)
    }

    @Test func `A service that was behind and has caught up is noise by lag`() async throws {
        let asker = ScriptedAsker(
            monolith: [#"{"total":7}"#],
            service: [
                answer(#"{"total":6}"#, position: "orders=9, monolith=41"),
                answer(#"{"total":7}"#, position: "orders=9, monolith=42"),
            ])
        let fixture = try await fixture(asker)
        let verdict = try await verdict(
            fixture, answer(#"{"total":7}"#, position: "monolith=42, orders=9"),
            answer(#"{"total":6}"#, position: "orders=9, monolith=40"))
        #expect(verdict.verdict == "noise")
        #expect(verdict.reason == "lag")
    }

    @Test func `A service that does not catch up in time is not judged`() async throws {
        let asker = ScriptedAsker(
            monolith: [#"{"total":7}"#], service: [answer(#"{"total":6}"#, position: "orders=9, monolith=41")])
        let fixture = try await fixture(asker)
        let verdict = try await verdict(
            fixture, answer(#"{"total":7}"#, position: "monolith=42, orders=9"),
            answer(#"{"total":6}"#, position: "orders=9, monolith=40"))
        #expect(verdict.verdict == "unknown" && verdict.reason == "unrepeated")
        // Three questions to the monolith, five to the service.
        #expect(asker.asked.count == 8)
    }

    @Test func `A service that has caught up is held against what the monolith says by then`() async throws {
        let asker = ScriptedAsker(
            monolith: [#"{"total":7}"#, #"{"total":7}"#, #"{"total":7}"#, #"{"total":9}"#],
            service: [
                answer(#"{"total":6}"#, position: "orders=9, monolith=41"),
                answer(#"{"total":9}"#, position: "orders=9, monolith=43"),
            ])
        let fixture = try await fixture(asker)
        let verdict = try await verdict(
            fixture, answer(#"{"total":7}"#, position: "monolith=42, orders=9"),
            answer(#"{"total":6}"#, position: "orders=9, monolith=40"))
        #expect(verdict.verdict == "noise" && verdict.reason == "lag")
    }

    @Test func `A service that was behind and differs once it has caught up is wrong`() async throws {
        let asker = ScriptedAsker(
            monolith: [#"{"total":7}"#], service: [answer(#"{"total":6}"#, position: "orders=9, monolith=42")])
        let fixture = try await fixture(asker)
        let verdict = try await verdict(
            fixture, answer(#"{"total":7}"#, position: "monolith=42, orders=9"),
            answer(#"{"total":6}"#, position: "orders=9, monolith=40"))
        #expect(verdict.verdict == "mismatch")
    }

    @Test func `A service that was not behind is not excused by its second answer`() async throws {
        let asker = ScriptedAsker(
            monolith: [#"{"total":7}"#], service: [answer(#"{"total":7}"#, position: "orders=9, monolith=42")])
        let fixture = try await fixture(asker)
        let verdict = try await verdict(
            fixture, answer(#"{"total":7}"#, position: "monolith=42, orders=9"),
            answer(#"{"total":6}"#, position: "orders=9, monolith=42"))
        #expect(verdict.verdict == "mismatch")
        #expect(verdict.steadiness == "flapping")
    }

    @Test func `A difference that nobody can be asked about is not judged`() async throws {
        let fixture = try await fixture(ScriptedAsker())
        let verdict = try await verdict(fixture, answer(#"{"total":7}"#), answer(#"{"total":8}"#))
        #expect(verdict.verdict == "unknown")
        #expect(verdict.reason == "unrepeated")
    }

    @Test func `A route that never asks judges at once`() async throws {
        let asker = ScriptedAsker(monolith: [#"{"total":8}"#])
        let fixture = try await fixture(asker, noise: "none")
        let verdict = try await verdict(fixture, answer(#"{"total":7}"#), answer(#"{"total":8}"#))
        #expect(verdict.verdict == "mismatch")
        #expect(asker.asked.isEmpty)
    }

    @Test func `The uniform sample asks about answers that agree, too`() async throws {
        let asker = ScriptedAsker(monolith: [#"{"total":7,"n":2}"#])
        let fixture = try await fixture(asker, noise: "{sample: 100%}")
        let verdict = try await verdict(fixture, answer(#"{"total":7,"n":1}"#), answer(#"{"total":7,"n":1}"#))
        #expect(verdict.verdict == "match")
        let evidence = try #require(await fixture.recorder.evidence(of: fixture.route("orders.list")))
        #expect(evidence.evidence.noiseSample == NoiseSample(asked: 1, disagreed: 1))
    }

    @Test func `A write is not asked again, and new values in its answer are noise if they have one shape`()
        async throws
    {
        let asker = ScriptedAsker()
        let fixture = try await fixture(asker)
        let route = "orders.create"
        let own = answer(#"{"key":"3f2c1a90-7b1e-4c55-9a2e-0d4b7c1e2f30","qty":5}"#)
        let good = answer(#"{"key":"a81b7c2d-0f4e-4d11-8b7a-5e6f7a8b9c0d","qty":5}"#)
        let fresh = try await verdict(fixture, own, good, route: route, effect: .write)
        #expect(fresh.verdict == "noise")
        #expect(fresh.reason == "fresh")
        let bad = answer(#"{"key":"A81B7C2D-0F4E-4D11-8B7A-5E6F7A8B9C0D","qty":6}"#)
        let wrong = try await verdict(fixture, own, bad, route: route, effect: .write)
        #expect(wrong.differences.map { "\($0.path)" } == ["body:/key", "body:/qty"])
        #expect(asker.asked.isEmpty)
    }

    @Test func `A read after a write sees what shape cannot`() async throws {
        let asker = ScriptedAsker(monolith: [#"{"qty":5}"#], service: [answer(#"{"qty":6}"#)])
        let fixture = try await fixture(asker)
        let own = answer(#"{"id":"3f2c1a90-7b1e-4c55-9a2e-0d4b7c1e2f30"}"#)
        let its = answer(#"{"id":"a81b7c2d-0f4e-4d11-8b7a-5e6f7a8b9c0d"}"#)
        let verdict = try await verdict(fixture, own, its, route: "orders.confirmed", effect: .write)
        #expect(verdict.verdict == "mismatch")
        #expect(verdict.reason == "confirm")
        #expect(verdict.differences.map { "\($0.path)" } == ["body:/qty"])
        #expect(
            asker.asked.prefix(2) == [
                "monolith GET /api/v1/orders/3f2c1a90-7b1e-4c55-9a2e-0d4b7c1e2f30 noise",
                "orders GET /api/v1/orders/a81b7c2d-0f4e-4d11-8b7a-5e6f7a8b9c0d shadow",
            ])
    }

    @Test(arguments: [(5, "match"), (6, "mismatch")])
    func `A read after a write is repeated, and what the monolith varies in it is volatile`(
        quantity: Int, expected: String
    ) async throws {
        let asker = ScriptedAsker(
            monolith: [#"{"qty":5,"views":17}"#, #"{"qty":5,"views":18}"#, #"{"qty":5,"views":20}"#],
            service: [answer(#"{"qty":\#(quantity),"views":19}"#)])
        let verdict = try await verdict(
            try await fixture(asker), answer(#"{"id":"o1"}"#), answer(#"{"id":"o1"}"#), route: "orders.confirmed",
            effect: .write)
        #expect(verdict.verdict == expected)
        #expect(verdict.reason == (expected == "match" ? nil : "confirm"))
    }

    @Test(arguments: [false, true])
    func `A read under a name that is only presumed says nothing where the service knows no such thing`(isKnown: Bool)
        async throws
    {
        let asker = ScriptedAsker(monolith: [#"{"id":17,"qty":5}"#], service: [Observation(status: 404)])
        let fixture = try await fixture(asker)
        if isKnown {
            let list = answer(#"{"orders":[{"id":17}]}"#)
            _ = try await verdict(fixture, list, list, route: "orders.named")
        }
        let own = answer(#"{"id":17,"qty":5}"#)
        let verdict = try await verdict(fixture, own, own, route: "orders.rehearsed", effect: .write)
        #expect(verdict.reason == (isKnown ? "confirm" : nil))
    }

    /// What a dry run made is gone: the row is the one that the feed has brought, under the service's name for it.
    @Test(arguments: [true, false])
    func `After a dry run both sides are read under their own names of the row`(isKnown: Bool) async throws {
        let asker = ScriptedAsker(monolith: [#"{"id":17,"qty":5}"#], service: [answer(#"{"id":"o-17","qty":5}"#)])
        let fixture = try await fixture(asker)
        let list = { (names: [String]) in "{\"orders\":[" + names.map { "{\"id\":\($0)}" }.joined(separator: ",") + "]}"
        }
        let other = isKnown ? "17" : "16"
        _ = try await verdict(
            fixture, answer(list(["1", other])), answer(list(["\"o-1\"", "\"o-\(other)\""])), route: "orders.named")
        let verdict = try await verdict(
            fixture, answer(#"{"id":17,"qty":5}"#),
            answer(isKnown ? #"{"id":"o-17","qty":5}"# : #"{"id":"o-99","qty":5}"#), route: "orders.rehearsed",
            effect: .write)
        #expect(verdict.verdict != "mismatch", "\(verdict)")
        #expect(
            asker.asked.filter { $0.contains("/orders/") }
                == (isKnown ? ["monolith GET /api/v1/orders/17 noise", "orders GET /api/v1/orders/o-17 noise"] : []),
            "\(asker.asked) \(verdict)")
    }

    @Test func `A budget gives so much a second, and no more at once than a second's worth`() {
        var budget = RateBudget(rate: 2, time: 0)
        func taken(at times: [Double]) -> [Bool] { times.map { budget.take(at: $0) } }
        #expect(taken(at: [0, 0, 0]) == [true, true, false])
        let wait = budget.wait(at: 0)
        #expect(wait == 0.5)
        #expect(taken(at: [0.5, 0.5]) == [true, false])
        #expect(taken(at: [100, 100, 100]) == [true, true, false])
        var none = RateBudget(rate: 0, time: 0)
        let never = none.wait(at: 5)
        #expect(never == nil)
    }

    @Test func `A route that costs more questions than it may have compares fewer exchanges`() {
        var steering = NoiseSteering(rate: 10, time: 0)
        for _ in 0..<200 { steering.took(3, []) }
        let admitted = (0..<100).count { _ in steering.admits(at: 0) }
        #expect((3...4).contains(admitted))
        var clean = NoiseSteering(rate: 10, time: 0)
        for _ in 0..<200 { clean.took(0, []) }
        let refused = (0..<1000).count { _ in !clean.admits(at: 0) }
        #expect(refused == 0)
    }

    @Test func `What never was noise is asked about once, what was is asked about three times`() {
        var steering = NoiseSteering(rate: 10, time: 0)
        let difference = Difference(path: .status, kind: .status, monolith: "200", service: "500")
        #expect(steering.isWorthAsking([difference], asked: 2, atMost: 3))
        for _ in 0..<20 { steering.took(1, []) }
        #expect(steering.isWorthAsking([difference], asked: 0, atMost: 3))
        #expect(!steering.isWorthAsking([difference], asked: 1, atMost: 3))
        steering.took(1, [VolatileLeaf(path: .status, shape: "")])
        #expect(steering.isWorthAsking([difference], asked: 1, atMost: 3))
        #expect(!steering.isWorthAsking([difference], asked: 3, atMost: 3))
    }
}
