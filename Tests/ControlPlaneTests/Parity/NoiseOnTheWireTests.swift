import DataPlane
import Foundation
import Parity
import Routing
import Store
import Synchronization
import TestSupport
import Testing

@testable import ControlPlane

/// From a client's request to a verdict, with the question in between as the monolith gets it.
@Suite(.timeLimit(.minutes(1)))
struct NoiseOnTheWireTests {
    @Test func `A mismatch has the monolith asked the same again, beside the client's traffic`() async throws {
        let count = Mutex(0)
        let monolith = try await FakeTarget.start { _ in
            let number = count.withLock { count in
                count += 1
                return count
            }
            return .json(#"{"served":\#(number),"total":7}"#)
        }
        let service = try await FakeTarget.start { _ in .json(#"{"served":9,"total":7}"#) }
        let table = try Self.table(monolith: monolith.port, service: service.port)
        var configuration = Configuration()
        configuration.port = 0
        configuration.workers = 1
        let plane = try await DataPlane.start(configuration, table: table)
        let folder = try TemporaryFolder()
        let store = try ProxyStore(path: folder.path + "/ficus.db")
        let asker = HTTPAsker { await plane.health() }
        let recorder = try await ParityRecorder(store: store, asker: asker, pause: { _ in })
        var verdicts = await recorder.liveVerdicts().makeAsyncIterator()
        let running = Task { await recorder.run(plane) { table } }

        // The budget for copies is leased a moment after the start.
        var verdict: AdminVerdict?
        for _ in 0..<20 where verdict == nil {
            let answer = try await RawClient.exchange(
                "GET", "/items/5?x=%20y", port: plane.port,
                fields: [("Authorization", "Bearer t"), ("If-None-Match", "\"1\"")])
            #expect(answer.status == 200)
            if service.requests.count > 0 { verdict = await verdicts.next() }
        }
        #expect(verdict?.verdict == "noise", "\(String(describing: verdict))")
        #expect(verdict?.volatile == ["body:/served"])
        let question = try #require(monolith.requests.first { $0["ficus-leg"] == "noise" })
        #expect(question.method == "GET")
        #expect(question.path == "/items/5?x=%20y")
        #expect(question["authorization"] == "Bearer t")
        #expect(question["if-none-match"] == nil)
        #expect(service.requests.allSatisfy { $0["ficus-leg"] == "shadow" })

        await plane.drain(within: .seconds(5))
        await running.value
        await asker.close()
    }

    private static func table(monolith: Int, service: Int) throws -> RouteTable {
        let text = """
            apiVersion: ficus/v1
            kind: Gateway
            targets:
              monolith: {urls: ["http://127.0.0.1:\(monolith)"]}
              items: {urls: ["http://127.0.0.1:\(service)"]}
            ---
            apiVersion: ficus/v1
            kind: RouteTable
            candidate: items
            routes:
              items.show: {match: "GET /items/:id", state: shadow}
            """
        let loading = Definition.load([SourceFile(name: "t.yaml", text: text)])
        let definition = try #require(loading.definition, "\(loading.diagnostics)")
        return definition.compile(states: ["items.show": RouteStatus(.shadow)], revision: 1)
    }
}
