import Foundation
import Parity
import Routing
import Synchronization
import TestSupport
import Testing

@testable import ControlPlane

/// A monolith that tells what a write has changed, one answer after the other; the last one stays.
private final class ScriptedEffects: EffectsReader {
    private let answers: Mutex<[String?]>

    init(_ answers: [String?]) { self.answers = Mutex(answers) }

    func changes(of requestID: String, at target: Target, path: String) async -> [UInt8]? {
        answers.withLock { answers in
            let next = answers[0]
            if answers.count > 1 { answers.removeFirst() }
            return next.map { Array($0.utf8) }
        }
    }
}

@Suite(.timeLimit(.minutes(1)))
struct EffectsReadingTests {
    private static let row = #"{"orders":[{"id":1}]}"#

    @Test(arguments: [
        ([row], row, "match"),
        // An outbox that is filled after the answer.
        (["{}", "{}", row], row, "match"),
        // Neither side tells of the row yet, and the service never would.
        (["{}", row], "{}", "mismatch"),
        (["{}"], row, "mismatch"),
        (["{}"], "{}", "match"),
        ([nil], row, "unknown"),
    ])
    func `an outbox is given some time`(monolith: [String?], service: String, verdict: String) async throws {
        let fixture = try await ParityFixture(effects: ScriptedEffects(monolith))
        var exchange = ComparedExchange(
            route: try fixture.route("orders.dry"), monolith: ParityFixture.answer("{}", "m1"),
            service: ParityFixture.answer("{}", "s1"), primary: .monolith, requestID: "r", time: ParityFixture.start)
        exchange.effect = .write
        exchange.table = fixture.table
        exchange.service.changes = Array(service.utf8)
        await fixture.recorder.recordWithEffects(exchange)
        await fixture.recorder.effects.all.first?.value
        #expect(await fixture.recorder.verdicts(last: 1).map(\.verdict) == [verdict])
    }

    @Test func `what waits for an outbox at the end stays unknown`() async throws {
        let fixture = try await ParityFixture(
            effects: ScriptedEffects(["{}"]), pause: { try? await Task.sleep(for: $0 * 1000) })
        var exchange = ComparedExchange(
            route: try fixture.route("orders.dry"), monolith: ParityFixture.answer("{}", "m1"),
            service: ParityFixture.answer("{}", "s1"), primary: .monolith, requestID: "r", time: ParityFixture.start)
        exchange.effect = .write
        exchange.table = fixture.table
        exchange.service.changes = Array(Self.row.utf8)
        await fixture.recorder.recordWithEffects(exchange)
        await fixture.recorder.concludeEffects()
        #expect(await fixture.recorder.verdicts(last: 1).map(\.verdict) == ["unknown"])
    }

    @Test func `a monolith that never ends what it tells has told nothing`() async throws {
        let monolith = try await FakeTarget.start { _ in
            FakeAnswer.raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{").then(.hang)
        }
        let text = """
            apiVersion: ficus/v1
            kind: Gateway
            targets: {monolith: {urls: ["\(monolith.url)"]}}
            """
        let table = try #require(Definition.load([SourceFile(name: "t.yaml", text: text)]).definition).compile(
            revision: 1)
        #expect(await HTTPEffectsReader().changes(of: "r", at: table.targets[0], path: "/changes") == nil)
        await monolith.stop()
    }
}
