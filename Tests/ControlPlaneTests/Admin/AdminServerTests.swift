import DataPlane
import Foundation
import Logging
import Parity
import Routing
import Store
import TestSupport
import Testing

@testable import ControlPlane

/// The admin API over a real socket, with a real data plane and store.
@Suite(.timeLimit(.minutes(1))) struct AdminServerTests {
    /// Starts everything on free ports, runs `body` with the admin port, and ends everything.
    private func withAdmin(_ body: (_ port: Int, _ folder: TemporaryFolder) async throws -> Void) async throws {
        let folder = try TemporaryFolder("admin")
        try folder.write(FlipsFixture.table, to: "routes/table.yaml")
        let store = try ProxyStore(path: folder.path("ficus.sqlite"))
        let routes = RouteTableFolder(path: folder.path("routes"), environment: [:])
        let startup = try await Startup(folder: routes, store: store, who: "test")
        var configuration = Configuration()
        configuration.port = 0
        configuration.workers = 1
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let plane = try await DataPlane.start(
            configuration, table: Flips.firstTable(definition: startup.definition, flips: startup.flips))
        let recorder = try await ParityRecorder(store: store, logger: logger)
        let flips = Flips(
            definition: startup.definition, revision: startup.revision, flips: startup.flips, log: store,
            publisher: plane, evidence: recorder, feed: FixedFeed(), logger: logger)
        let operations = Operations(
            flips: flips, plane: plane, recorder: recorder, store: store, folder: routes, accessLog: nil,
            facts: .init(version: "test", started: Date(), listen: "127.0.0.1:\(plane.port)", workers: 1))
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let server = AdminServer(operations, host: "127.0.0.1", port: 0, logger: logger) { port.yield($0) }
        let running = Task { try await server.run() }
        let bound = try #require(await ports.first { _ in true })
        do {
            try await body(bound, folder)
        } catch {
            Issue.record(error)
        }
        running.cancel()
        _ = await running.result
        await plane.drain(within: .zero)
        try store.close()
    }

    private func get<Value: Decodable>(_ path: String, as type: Value.Type, port: Int) async throws -> Value {
        let answer = try await RawClient.exchange("GET", path, port: port)
        #expect(answer.status == 200, "\(path): \(answer.text)")
        return try AdminJSON.decoder().decode(type, from: Data(answer.body))
    }

    private func post(_ path: String, _ body: String, port: Int) async throws -> RawAnswer {
        try await RawClient.exchange(
            "POST", path, port: port, fields: [("Content-Type", "application/json")], body: body)
    }

    @Test func `everything that can be read is JSON that its type decodes`() async throws {
        try await withAdmin { port, _ in
            let status = try await get("/status", as: AdminStatus.self, port: port)
            #expect(status.routes == ["monolith": 4] && status.revision.number == 1 && status.dropped["parity"] == 0)
            #expect(try await get("/routes", as: [AdminRoute].self, port: port).count == 4)
            #expect(try await get("/routes/prices", as: AdminRoute.self, port: port).match == "GET /prices")
            #expect(
                try await get("/targets", as: [AdminTarget].self, port: port).map(\.name) == ["monolith", "orders"])
            #expect(try await get("/history", as: AdminHistory.self, port: port).verified)
            #expect(try await get("/plan", as: AdminPlan.self, port: port).changes.isEmpty)
            #expect(try await get("/parity", as: AdminParity.self, port: port).routes.count == 4)
            #expect(try await get("/parity/routes/prices", as: AdminRouteParity.self, port: port).id == "prices")
            let explanation = try await get(
                "/explain?method=GET&path=/orders/7&header=Host:%20x", as: AdminExplanation.self, port: port)
            #expect(explanation.route == "orders.show")
            #expect(try await RawClient.exchange("GET", "/parity/verdicts?last=5", port: port).text.isEmpty)
            let metrics = try await RawClient.exchange("GET", "/metrics", port: port).text
            for name in ["ficus_requests_total", "ficus_parity_total", "ficus_build_info", "ficus_unit_state"] {
                #expect(metrics.contains("# TYPE \(name) "))
            }
        }
    }

    @Test func `a flip, a refusal and a rollback`() async throws {
        try await withAdmin { port, _ in
            let flip = try await post(
                "/flips", #"{"unit":"prices","to":{"state":"shadow"},"who":"ann"}"#, port: port)
            #expect(flip.status == 200)
            let refused = try await post(
                "/flips", #"{"unit":"prices","to":{"state":"canary","percent":5},"who":"ann"}"#, port: port)
            #expect(refused.status == 409 && refused["content-type"] == "application/problem+json")
            let problem = try AdminJSON.decoder().decode(AdminProblem.self, from: Data(refused.body))
            #expect(problem.kind == .gateRefused && problem.gates?.first?.result.moreNeeded ?? 0 > 0)
            #expect(problem.fix != nil)
            let back = try await post("/rollbacks", #"{"unit":"prices","who":"ann"}"#, port: port)
            #expect(back.status == 200)
            let history = try await get("/history?unit=prices", as: AdminHistory.self, port: port)
            #expect(history.entries.map(\.sequence) == [2, 1] && history.verified)
            #expect(try await get("/history?limit=1", as: AdminHistory.self, port: port).entries.count == 1)
        }
    }

    @Test func `a reload of a broken folder says what is wrong`() async throws {
        try await withAdmin { port, folder in
            #expect(try await post("/reload", #"{"who":"ann"}"#, port: port).status == 200)
            try folder.write("oops: [", to: "routes/table.yaml")
            let refused = try await post("/reload", #"{"who":"ann"}"#, port: port)
            #expect(refused.status == 422)
            let problem = try AdminJSON.decoder().decode(AdminProblem.self, from: Data(refused.body))
            #expect(problem.diagnostics?.isEmpty == false)
        }
    }

    @Test func `a parity reset needs a route and a reason`() async throws {
        try await withAdmin { port, _ in
            let reset = #"{"route":"prices","who":"ann","reason":"new data"}"#
            for (body, status) in [
                (reset, 200), (reset.replacing("new data", with: " "), 422),
                (reset.replacing("prices", with: "x"), 404),
            ] {
                let answer = try await post("/parity/reset", body, port: port)
                #expect(answer.status == status, "\(answer.text)")
            }
        }
    }

    @Test func `errors are problems with a status`() async throws {
        try await withAdmin { port, _ in
            for (method, path, body, status) in [
                ("GET", "/nothing", nil, 404), ("GET", "/routes/nothing", nil, 404), ("POST", "/flips", "{", 400),
                ("POST", "/flips", #"{"unit":"prices"}"#, 400), ("GET", "/parity/routes/internal", nil, 409),
                ("POST", "/flips", #"{"unit":"prices","to":{"state":"sideways"},"who":"a"}"#, 400),
                ("GET", "/explain", nil, 400), ("GET", "/history?limit=many", nil, 400),
                ("POST", "/flips", #"{"unit":"orders.show","to":{"state":"shadow"},"who":"a"}"#, 409),
            ] {
                let answer = try await RawClient.exchange(method, path, port: port, body: body)
                #expect(answer.status == status, "\(method) \(path): \(answer.text)")
                #expect(answer["content-type"] == "application/problem+json")
            }
        }
    }

    @Test func `other hosts and other origins reach nothing`() async throws {
        try await withAdmin { port, _ in
            let flip = #"{"unit":"prices","to":{"state":"shadow"},"who":"eve"}"#
            for fields in [
                [("Host", "evil.example")], [("Origin", "http://evil.example")], [("Origin", "null")],
                [("Sec-Fetch-Site", "cross-site")],
            ] {
                let answer = try await RawClient.exchange("POST", "/flips", port: port, fields: fields, body: flip)
                #expect(answer.status == 403)
            }
            #expect(try await get("/history", as: AdminHistory.self, port: port).entries.isEmpty)
        }
    }
}
