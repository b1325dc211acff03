import DataPlane
import Foundation
import Parity
import Routing
import Store
import Synchronization
import TestSupport
import Testing

@testable import ControlPlane

/// A deployment that a probe hears of ends the epoch, before any request meets it.
@Suite(.timeLimit(.minutes(1)))
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

    /// Of the answers none names a build; the head of health does, or only its body.
    @Test(arguments: [true, false])
    func `A deployment that only health tells of begins a new epoch`(inHead: Bool) async throws {
        let build = Mutex("s1")
        let monolith = try await FakeTarget.start { _ in .json("{}") }
        let service = try await FakeTarget.start { request in
            guard request.path == "/health/ready" else { return .json("{}") }
            let build = build.withLock { $0 }
            return .json(
                inHead ? #"{"status":"pass"}"# : #"{"status":"pass","build":"\#(build)"}"#,
                fields: inHead ? [("Ficus-Build", build)] : [])
        }
        let table = try Self.table(monolith: monolith.port, service: service.port)
        var configuration = Configuration()
        configuration.port = 0
        configuration.workers = 1
        let plane = try await DataPlane.start(configuration, table: table)
        let folder = try TemporaryFolder()
        let recorder = try await ParityRecorder(store: try ProxyStore(path: folder.path + "/ficus.db"))
        let running = Task { await recorder.run(plane) { table } }
        let route = try #require(table.definition.route("items.show"))

        try await eventually("exchanges count under the first build") {
            _ = try await RawClient.exchange("GET", "/items/5", port: plane.port)
            let current = try await recorder.evidence(of: route)
            return current?.epoch.serviceBuild == "s1" && current?.evidence.match ?? 0 > 0
        }
        build.withLock { $0 = "s2" }
        try await eventually("the evidence ends with the build") { try await recorder.evidence(of: route) == nil }
        try await eventually("exchanges count under the second build") {
            _ = try await RawClient.exchange("GET", "/items/5", port: plane.port)
            let current = try await recorder.evidence(of: route)
            return current?.epoch.serviceBuild == "s2" && current?.evidence.match ?? 0 > 0
        }
        await plane.drain(within: .seconds(5))
        await running.value
    }

    private static func table(monolith: Int, service: Int) throws -> RouteTable {
        let text = """
            apiVersion: ficus/v1
            kind: Gateway
            targets:
              monolith: {urls: ["http://127.0.0.1:\(monolith)"]}
              items: {urls: ["http://127.0.0.1:\(service)"], health: {path: /health/ready, interval: 100ms}}
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
